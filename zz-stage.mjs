import { io } from 'socket.io-client'
import * as parser from 'socket.io-msgpack-parser'
import mqtt from 'mqtt'
const [PORT, MQTT]=process.argv.slice(2)
const m = mqtt.connect('mqtt://127.0.0.1:'+MQTT)
const first=[],last=[],rev=[],size=[]
let cur=null
const done=()=>{ if(cur&&cur.n>0){first.push(cur.f);last.push(cur.l);size.push(cur.n); if(process.env.V) console.log(cur.s, JSON.stringify(cur.by), 'rev', cur.rev)} }
m.on('message',(t)=>{ if(!/DATA/.test(t)) return; const now=Date.now(); const s=Math.floor(now/1000); const ms=now%1000
 if(!cur||cur.s!==s){done();cur={s,f:ms,l:ms,n:0,by:{},rev:[]}}
 cur.l=ms;cur.n++; const g=t.split('/')[3]; const b=(cur.by[g]??=[ms,ms,0]); b[1]=ms;b[2]++ })
m.subscribe('spBv1.0/+/+/#')
const s=io(`http://127.0.0.1:${PORT}`,{transports:['websocket'],parser})
s.on('connect',async()=>{const mill=process.env.MILL??'jimo'; console.log(await s.emitWithAck('join',{room:'mill',mill}).then(a=>a.ok))})
s.on('mill',(r)=>{ if(r.rows.length>0){rev.push(Date.now()-r.atMs); cur?.rev.push(Date.now()%1000)} })
setTimeout(()=>{const q=(a,p)=>a.slice().sort((x,y)=>x-y)[Math.floor(a.length*p)]
 for(const [n,a] of Object.entries({first,last,rev,size})) console.log(n,a.length,'p50',q(a,.5),'p90',q(a,.9),'p99',q(a,.99))
 process.exit()},Number(process.env.SECS??60)*1000)
