"""The questionnaires that come with Affiant."""
