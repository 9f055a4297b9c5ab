"""What tests share: pressing inline descriptions, and running commands as a user would."""
