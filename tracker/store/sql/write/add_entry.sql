insert into entry (id, kind, version, fictional, json, from_publication)
values ($id, $kind, $version, $fictional, $json, $publication)
