/**
 * Argon2id with 19 MiB, two passes and one lane: the least of OWASP's Password Storage Cheat Sheet and of
 * ASVS 5.0 appendix C, about 25 ms on one core. Stored as a PHC string, which carries the parameters.
 */
export const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
