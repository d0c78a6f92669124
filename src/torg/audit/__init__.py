"""The audit log: every privileged act, written in the transaction of the act."""
