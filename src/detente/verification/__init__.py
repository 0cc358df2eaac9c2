"""Could they verify it: limits and declarations, samples, inspections, and what deters."""
