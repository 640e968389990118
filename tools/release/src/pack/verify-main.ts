/** `node verify-main.js NAME=FILE…`: prints as JSON what is wrong. publint and Are The Types Wrong are ES modules, which Jest cannot load. */
import { verifyTarballs } from './verify';

const packed = process.argv.slice(2).map((argument) => {
  const [name = '', file = ''] = argument.split('=');
  return { name, file };
});
void verifyTarballs(packed).then((problems) => console.log(JSON.stringify(problems)));
