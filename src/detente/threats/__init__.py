"""What they fear together: structured expert judgement of joint threats."""
