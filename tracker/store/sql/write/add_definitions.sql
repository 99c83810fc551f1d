insert into definitions (fingerprint, json, from_publication)
values ($fingerprint, $json, $publication)
