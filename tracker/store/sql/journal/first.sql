select hash
from entry
where seq = 1
