update definitions
set to_publication = $publication
where
    to_publication is null
    and fingerprint not in (select fingerprint from wanted)
