"""What a plan is made of: data. All that the stages behind the plan may know of it."""
