"""Form: what AWS's own service models allow. What they do not, is refused before moto sees it."""
