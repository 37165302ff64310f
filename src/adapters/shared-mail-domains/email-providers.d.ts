declare module 'email-providers' {
  /** Domains in lower case, some of them in their own script. */
  const domains: readonly string[];
  export default domains;
}
