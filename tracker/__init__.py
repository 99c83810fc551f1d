"""Fasläget: follows a long crime-prevention effort by phase and goal."""
