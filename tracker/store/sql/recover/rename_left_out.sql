update left_out
set indicator_id = $new
where indicator_id = $old
