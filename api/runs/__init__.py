"""Work in the background: jobs, the processes that do them, and who looks after these."""
