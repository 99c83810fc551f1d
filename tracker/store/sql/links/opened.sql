update link
set opened = opened + 1, last_opened = :day
where id = :id
