/* Any neuron and any connection tells its numbers. */

figure("ask", () => {});
