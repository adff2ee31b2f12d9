"""What several tests need: simulators, openers, respondents."""
