select id from link
