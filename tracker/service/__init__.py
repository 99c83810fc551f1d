"""The use cases: what a person does with the tracker, as short functions that call the stages."""
