"""Reports as files: JSON and CSV. What is hidden on screen is hidden here, since both are one."""
