import { App } from 'cdktf';
import { BootstrapStack } from './bootstrap.stack';
import { config } from './config';

const app = new App();
new BootstrapStack(app, config);
app.synth();
