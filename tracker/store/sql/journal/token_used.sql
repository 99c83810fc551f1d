update token
set last_used_on = $day
where id = $id
