"""The lecture's formulas about one neuron a layer, and what becomes of them with many."""

#: What the symbols of one neuron a layer are called among many: to j, from k.
CALLED = {
    "w^((L))": "w_(j k)^((L))",
    "b^((L))": "b_j^((L))",
    "z^((L))": "z_j^((L))",
    "a^((L))": "a_j^((L))",
    "a^((L-1))": "a_k^((L-1))",
    "y": "y_j",
    "C_0": "C_0",
}

#: The cost of one image. What is labelled ``new`` is what one neuron a layer has no need of.
ONE_COST = "C_0 = (a^((L)) - y)^2"
ALL_COSTS = "C_0 = {{ sum_(j=0)^(n_L - 1) : new }} (a_j^((L)) - y_j)^2"

#: A weighted sum.
ONE_SUM = "z^((L)) = w^((L)) a^((L-1)) + b^((L))"
ALL_SUMS = "z_j^((L)) = {{ sum_(k=0)^(n_(L-1) - 1) : new }} w_(j k)^((L)) a_k^((L-1)) + b_j^((L))"

#: The derivative by a weight: three factors.
ONE_WEIGHT = (
    "frac(partial C_0, partial w^((L))) = "
    "a^((L-1)) #h(0.5em) sigma'(z^((L))) #h(0.5em) 2 (a^((L)) - y)"
)
ALL_WEIGHTS = (
    "{{ frac(partial C_0, partial w_(j k)^((L))) : slope }} = "
    "{{ a_k^((L-1)) : held }} #h(0.5em) {{ sigma'(z_j^((L))) : squish }} #h(0.5em) "
    "{{ 2 (a_j^((L)) - y_j) : gap }}"
)

#: The derivative by an activation before: one path, and a sum over paths.
ONE_PATH = (
    "frac(partial C_0, partial a^((L-1))) = w^((L)) #h(1em) sigma'(z^((L))) #h(1em) 2 (a^((L)) - y)"
)
ALL_PATHS = (
    "{{ frac(partial C_0, partial a_k^((L-1))) : slope }} = {{ sum_(j=0)^(n_L - 1) : new }} "
    "{{ w_(j k)^((L)) : weight }} #h(1em) {{ sigma'(z_j^((L))) : squish }} #h(1em) "
    "{{ 2 (a_j^((L)) - y_j) : gap }}"
)

#: The same two, with a name for the last factor: the derivative by an output.
BY_WEIGHT = (
    "{{ frac(partial C_0, partial w_(j k)^((L))) : slope }} = "
    "{{ a_k^((L-1)) : held }} #h(0.3em) {{ sigma'(z_j^((L))) : squish }} #h(0.3em) "
    "{{ frac(partial C_0, partial a_j^((L))) : gap }}"
)
BY_ACTIVATION = (
    "{{ frac(partial C_0, partial a_k^((L-1))) : slope }} = {{ sum_(j=0)^(n_L - 1) : new }} "
    "{{ w_(j k)^((L)) : weight }} #h(0.3em) {{ sigma'(z_j^((L))) : squish }} #h(0.3em) "
    "{{ frac(partial C_0, partial a_j^((L))) : gap }}"
)
