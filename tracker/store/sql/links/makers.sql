select
    person,
    name
from link_maker
