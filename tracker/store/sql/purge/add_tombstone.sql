insert into purge (publication, id, json)
values ($publication, $id, $json)
