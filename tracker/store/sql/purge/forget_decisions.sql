-- A decision keeps its row: what was written in it goes.
update decision
set json = json_merge_patch(json::json, $patch::json)::varchar
where id in (select unnest($decisions::varchar[]))
