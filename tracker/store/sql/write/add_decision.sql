insert into decision (id, area_id, fictional, json, from_publication)
values ($id, $area_id, $fictional, $json, $publication)
