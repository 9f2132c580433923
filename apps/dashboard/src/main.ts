import { mount } from 'svelte'
import App from './routes/App.svelte'
import './shared/theme/base.css'

const target = document.getElementById('app')
if (!target) throw new Error('the page has no #app')
mount(App, { target })
