select at
from signed_out
where person = $person
