/** Does one step of the test, and says that and how long it took. */
export const step = async <Result>(title: string, act: () => Promise<Result>): Promise<Result> => {
  const began = performance.now();
  try {
    return await act();
  } finally {
    console.log(`${title} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  }
};
