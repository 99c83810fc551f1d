-- Every version of one entry that was ever in force up to a publication, in the order in which
-- they came into force. One that came so twice, as a restore makes it do, stands twice.
select json
from entry
where
    id = $id
    and from_publication <= $publication
order by
    from_publication,
    version
