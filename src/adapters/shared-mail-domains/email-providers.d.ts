declare module 'email-providers' {
  /** Domains in lower case, some of them in Unicode. */
  const domains: readonly string[];
  export default domains;
}
