/**
 * A portal in which something breaks that nobody expected, for `node --import`: on SIGUSR2 a promise is rejected in a
 * timer, where no handler of a request can catch it.
 */
process.on('SIGUSR2', () => {
  setTimeout(() => {
    void Promise.reject(new Error('planted: nobody expected this'))
  }, 50)
})
