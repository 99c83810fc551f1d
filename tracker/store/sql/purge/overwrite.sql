-- What is deleted by this connection is overwritten on the disk.
pragma secure_delete = on
