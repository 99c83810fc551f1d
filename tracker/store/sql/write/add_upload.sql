insert into upload (id, sha256, fictional, json, from_publication)
values ($id, $sha256, $fictional, $json, $publication)
