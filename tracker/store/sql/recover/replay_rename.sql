update wanted
set indicator_id = $new
where indicator_id = $old
