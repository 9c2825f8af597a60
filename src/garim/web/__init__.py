"""The page: three files that the gateway serves as they are, without a build step or a request to anyone else."""
