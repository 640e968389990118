/**
 * Text that Terraform gives back as it is: `${` and `%{`, which begin its templates, are escaped. Tokens stay tokens.
 * https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function literal(text: string): string {
  return text.replace(/\$\{(?!TfToken\[)/g, () => '$${').replace(/%\{/g, () => '%%{');
}
