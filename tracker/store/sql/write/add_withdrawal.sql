insert into withdrawal (publication, upload_id, json)
values ($publication, $upload_id, $json)
