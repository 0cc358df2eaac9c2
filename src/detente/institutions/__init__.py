"""Who can block, veto, or close the channel: rules, powers, procedures and agreements."""
