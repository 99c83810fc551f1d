select distinct frozen
from link
