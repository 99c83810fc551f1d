create index if not exists link_by_time on link (made_at)
