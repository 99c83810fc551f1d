insert or ignore into link_maker (person, name)
values (?, ?)
