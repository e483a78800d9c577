"""Who renders: processes here or on other machines, and the jobs that they take."""
