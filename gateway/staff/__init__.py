"""What staff may reach. Empty until the console comes; its place in the law is ready."""
