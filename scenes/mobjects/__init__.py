"""What scenes share: mobjects that take arrays and draw them."""
