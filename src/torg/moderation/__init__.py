"""Reports, suspension, and what admins see and do."""
