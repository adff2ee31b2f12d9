"""The interview, pure: runs any Plan. Knows no person, no channel and no clock but the one it is given."""
