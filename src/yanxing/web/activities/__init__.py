"""Activities and their sessions: course table, changes, messages, teachers, visits, evaluation, schedule."""
