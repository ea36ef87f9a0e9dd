var e,t,n,r,i,a,o,s,c,l,u,d=Symbol.for(`pv`),f={},p=[],m=/^m(i|n|o|s|text|space)$/,h=Array.isArray,g=p.slice,_=Object.assign;function v(e){e&&e.parentNode&&e.remove()}function y(e,t,n){var r,i,a,o={},s=arguments.length;for(a in t)a==`key`?r=t[a]:a==`ref`&&typeof e!=`function`?i=t[a]:o[a]=t[a];return s>2&&(o.children=s>3?g.call(arguments,2):n),b(e,o,r,i,null)}function b(n,r,i,a,o){var s={type:n,props:r,key:i,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:d,__v:o||++t,__i:-1,__u:0};return!o&&e.vnode&&e.vnode(s),s}function x(e){return e.children}function S(e,t){this.props=e,this.context=t,this.__g=0}function C(e,t){if(t==null)return e.__&&C(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!=`function`||e.props.__P?null:C(e)}function w(t){var n,r=t.__v,i=r.__e,a=[],o=[],s=t.__P;s&&((n=_({constructor:d},r)).__v=r.__v+1,e.vnode&&e.vnode(n),ie(s,n,r,t.__n,s.namespaceURI,32&r.__u?[i]:null,a,i||C(r),32&r.__u,o),n.__v=r.__v,n.__.__k[n.__i]=n,j(a,n,o),r.__=r.__e=null,n.__e!=i&&T(n))}function T(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),T(e)}function E(t){(8&t.__g||(t.__g|=8,r.push(t),a++))&&i==e.debounceRendering||((i=e.debounceRendering)||queueMicrotask)(D)}function D(){try{for(var e,t=1;r.length;)r.length>t&&r.sort(o),e=r.shift(),t=r.length,8&e.__g&&w(e)}finally{(a=r.length)&&(i||queueMicrotask)(D)}}function ee(e,t,n,r,i,a,o,s,c,l,u){var d,m,h,g,_,v,y=r.__k||p,b=t.length;for(c=te(n,t,y,c,b),d=0;d<b;d++)(h=n.__k[d])!=null&&(m=~h.__i&&y[h.__i]||f,h.__i=d,v=ie(e,h,m,i,a,o,s,c,l,u),g=h.__e,(m.ref!=h.ref||8&m.__u)&&(m.ref&&M(m.ref,null,h,m),h.ref&&u.push(h.ref,h.__c||g,h)),_||=g,4&h.__u?(c=O(h,c,e,!m.__v),m.__e&&(m.__e=null)):typeof h.type==`function`&&v!==void 0?c=v:g&&(c=g.nextSibling),h.__u&=-21);return n.__e=_,c}function te(e,t,n,r,i){var a,o,s,c,l,u,f,p,m,g=n.length,_=g,v=0,y=0,S=e.__k=Array(i);for(a=0;a<i;a++)(o=t[a])!=null&&typeof o!=`boolean`&&typeof o!=`function`?(typeof o!=`object`||o.constructor===String?o=S[a]=b(null,o):h(o)?o=S[a]=b(x,{children:o}):o.constructor===d&&o.__b?o=S[a]=b(o.type,o.props,o.key,o.ref,o.__v):S[a]=o,c=a+v,o.__=e,o.__b=e.__b+1,s=null,~(l=o.__i=ne(o,n,c,_))&&(_--,(s=n[l])&&(s.__u|=2)),s&&s.__v?(o.__u|=16,l==c-1?v--:l==c+1?v++:l!=c&&(l>c?v--:v++,y=1)):(~l||(i>g?v--:i<g&&v++),typeof o.type!=`function`&&(o.__u|=4))):S[a]=null;if(y){for(u=[],f=[],a=0;a<i;a++)if((o=S[a])&&16&o.__u){for(v=0,p=u.length;v<p;)u[m=v+p>>1]<o.__i?v=m+1:p=m;u[v]=o.__i,f[a]=v+1}for(v=u.length;a--;)f[a]&&(f[a]==v?v--:S[a].__u|=4)}if(_)for(a=0;a<g;a++)!(s=n[a])||2&s.__u||(s.__e==r&&(r=C(s)),ce(s,s));return r}function O(e,t,n,r){var i,a,o,s;if(typeof e.type==`function`){if(e.props.__P)return t;if(i=e.__k)for(a=0;a<i.length;a++)i[a]&&(i[a].__=e,t=O(i[a],t,n,!1));return t}for(t&&!t.parentNode&&(t=C(e))&&!t.parentNode&&(t=null),o=e.__e,s=t;s&&s.nodeType==8;)s=s.nextSibling;for(o!=s&&(!r&&n.moveBefore&&o.parentNode?n.moveBefore(o,t):n.insertBefore(o,t||null)),t=o;(t&&=t.nextSibling)&&t.nodeType==8&&!t.data.startsWith(`$s`););return t}function ne(e,t,n,r){var i,a=e.key,o=e.type,s=t[n],c=s&&!(2&s.__u);if(s===null&&a==null||c&&a==s.key&&o==s.type)return n;if(r>+!!c){for(i=n-1;i>=0;i--)if((s=t[i])&&!(2&s.__u)&&a==s.key&&o==s.type)return i;for(i=n+1;i<t.length;i++)if((s=t[i])&&!(2&s.__u)&&a==s.key&&o==s.type)return i}return-1}function re(e,t,n){n??=``,t[0]==`-`?e.setProperty(t,n):e[t]=n}function k(e,t,n,r,i){var a,o;if(t==`style`){if(typeof n==`string`)e.style.cssText=n;else{if(typeof r==`string`&&(e.style.cssText=r=``),r)for(t in r)n&&t in n||re(e.style,t);if(n)for(t in n)r&&n[t]==r[t]||re(e.style,t,n[t])}}else if(t[0]==`o`&&t[1]==`n`)typeof n!=`function`&&(n=null),typeof r!=`function`&&(r=null),(e.__e||={})[t]=n,n&&r||(o=u[t]||(u[t]=A(t)),(e.__a||={})[t]=l,a=t!=(t=t.replace(c,`$1`)),(t=t.slice(2))[0]<`a`&&(t=t.toLowerCase()),n?e.addEventListener(t,o,a):e.removeEventListener(t,o,a));else{if(i==`http://www.w3.org/2000/svg`)t=t.replace(/xlink(H|:h)/,`h`).replace(/sName$/,`s`);else if(t!=`width`&&t!=`height`&&t!=`href`&&t!=`list`&&t!=`form`&&t!=`tabIndex`&&t!=`download`&&t!=`rowSpan`&&t!=`colSpan`&&t!=`role`&&t!=`popover`&&t in e)try{e[t]=n??``;return}catch{}if(typeof n==`function`)return;n==null||!1===n&&t[4]!=`-`?e.removeAttribute(t):e.setAttribute(t,t==`popover`&&n==1?``:n)}}function A(t){return function(n){var r=this.__e;if(r){if(r=r[t],n[s]==null)n[s]=l++;else if(n[s]<this.__a[t])return;return r(e.event?e.event(n):n)}}}function ie(t,n,r,i,a,o,s,c,l,u){var f,m,g,y,b,w,T,E,D,te,O,ne,re,k,A,ie,j,M,N=n.type;if(n.constructor!==d)return null;128&r.__u&&(l=32&r.__u,f=r.__c.__z)&&(n.__u|=l,m=o=[],f.nodeType==8?c=ae(f,o):o.push(f),c=o[0]||c),(f=e.__b)&&f(n);n:if(typeof N==`function`){g=s.length;try{if(E=n.props,D=(f=N.prototype)&&f.render,te=(f=N.contextType)&&i[f.__c],O=f?te?te.props.value:f.__:i,(y=r.__c)?(n.__c=y,2&y.__g&&(y.__g|=1)):(D?n.__c=y=new N(E,O):(n.__c=y=new S(E,O),y.constructor=N,y.render=le),te&&te.sub(y),y.state||(y.state={}),y.__n=i,y.__g|=8,y.__h=[],y.__k=[]),D&&(y.__s||(y.__s=y.state),N.getDerivedStateFromProps&&(y.__s==y.state&&(y.__s=_({},y.__s)),_(y.__s,N.getDerivedStateFromProps(E,y.__s)))),b=y.props,w=y.state,y.__v=n,r.__c){if(E!==b&&D&&!N.getDerivedStateFromProps&&y.componentWillReceiveProps&&y.componentWillReceiveProps(E,O),n.__v==r.__v&&!(8&y.__g)||!(4&y.__g)&&y.shouldComponentUpdate&&!1===y.shouldComponentUpdate(E,y.__s,O)){n.__v!=r.__v&&(y.props=E,y.state=y.__s,y.__g&=-9),n.__e=r.__e,n.__k=r.__k,n.__k.some(function(e){e&&(e.__=n)}),p.push.apply(y.__h,y.__k),y.__k=[],y.__h.length&&s.push(y),c=C(r);break n}y.componentWillUpdate&&y.componentWillUpdate(E,y.__s,O),D&&y.componentDidUpdate&&y.__h.push(function(){y.componentDidUpdate(b,w,T)})}else D&&!N.getDerivedStateFromProps&&y.componentWillMount&&y.componentWillMount(),D&&y.componentDidMount&&y.__h.push(y.componentDidMount);y.context=O,y.props=E,y.__P=t,y.__g&=-5,ne=e.__r,re=D?25:0;do y.__g&=-9,ne&&ne(n),f=y.render(y.props,y.state=y.__s,y.context);while(8&y.__g&&++re<25);D&&(p.push.apply(y.__h,y.__k),y.__k=[]),y.state=y.__s,y.getChildContext&&(i=_({},i,y.getChildContext())),D&&r.__c&&y.getSnapshotBeforeUpdate&&(T=y.getSnapshotBeforeUpdate(b,w)),k=f&&f.type===x&&f.key==null?f.props.children:f,E.__P&&(f=c,a=(t=E.__P).namespaceURI,l=o=null,r.props&&r.props.__P!=t&&(r.__k.some(function(e){e&&ce(e,e)}),r.__k=null),c=r.__k?C(r,0):null),c=ee(t,h(k)?k:[k],n,r,i,a,o,s,c,l,u),E.__P&&(n.__e=null,c=f),n.__u&=-161,m&&m.some(v),y.__h.length&&s.push(y),1&y.__g&&(y.__g&=-4)}catch(t){if(s.length=g,n.__v=null,l||o){if(t&&t.then){if(n.__u|=128|l,o){for(~(j=o.indexOf(c||void 0))||(j=o.length);(M=o[j-1])&&M.nodeType==8;)j--;for(;j<o.length;j++)if(M=o[j]){if(o[j]=null,A){if(M==ie)break}else{if(M.nodeType!=8)break;M.data.startsWith(`$s`)&&(ie=ae(A=M))}}}if(!A){for(;c&&c.nodeType==8&&c.nextSibling;)c=c.nextSibling;A=c}(f=ae(A=n.__c.__z||(n.__c.__z=A)))?(n.__e=A,c=f):n.__e=c,c&&=c.nextSibling}else o&&o.some(v)}else n.__e=r.__e;n.__k||=r.__k||[],t&&t.then||oe(n),e.__e(t,n,r)}}else c=n.__e=se(r.__e,n,r,i,a,o,s,l,u,t);return(f=e.diffed)&&f(n),c}function ae(e,t){if(e&&e.nodeType==8&&e.data.startsWith(`$s`))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith(`$s`))n++;else if(e.data.startsWith(`/$s`)&&!--n)return e}t&&t.push(e)}}function oe(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(oe))}function j(t,n,r){for(var i=0;i<r.length;)M(r[i++],r[i++],r[i++]);e.__c&&e.__c(n,t),t.some(function(n){try{t=n.__h,n.__h=[],t.some(function(e){e.call(n)})}catch(t){e.__e(t,n.__v)}})}function se(t,n,r,i,a,o,s,c,l,u){var d,p,_,y,b,x,S,w,T=r.props||f,E=n.props,D=n.type;if(D==`svg`?a=`http://www.w3.org/2000/svg`:D==`math`?a=`http://www.w3.org/1998/Math/MathML`:a||=`http://www.w3.org/1999/xhtml`,o){for(d=0;d<o.length;d++)if((b=o[d])&&(D?b.localName==D:b.nodeType==3)){t=b,o[d]=null;break}}if(!t){if(w=u.ownerDocument||document,!D)return w.createTextNode(E);t=w.createElementNS(a,D,E.is?E:u),c&&=(e.__m&&e.__m(n,o),!1),o=null}if(D){if(u=D==`template`&&t.content||t,o=D==`textarea`&&E.defaultValue!=null?null:o&&g.call(u.childNodes),!c&&o)for(T={},d=0;d<t.attributes.length;d++)T[(b=t.attributes[d]).name]=b.value;for(d in T)b=T[d],d==`dangerouslySetInnerHTML`?_=b:d==`children`||d in E||d==`value`&&`defaultValue`in E||d==`checked`&&`defaultChecked`in E||k(t,d,null,b,a);for(d in E)b=E[d],d==`children`?y=b:d==`dangerouslySetInnerHTML`?p=b:d==`value`?x=b:d==`checked`?S=b:c&&typeof b!=`function`||T[d]===b||k(t,d,b,T[d],a);p?(c||_&&(p.__html==_.__html||p.__html==t.innerHTML)||(t.innerHTML=p.__html),n.__k=[]):(_&&(t.textContent=``),(D==`foreignObject`||a==`http://www.w3.org/1998/Math/MathML`&&m.test(D))&&(a=`http://www.w3.org/1999/xhtml`),ee(u,h(y)?y:[y],n,r,i,a,o,s,o?o[0]:r.__k&&C(r,0),c,l),o&&o.some(v)),c&&D!=`textarea`||(d=`value`,D==`progress`&&x==null?t.removeAttribute(d):x==null||x===t[d]&&(D!=`progress`||x)||k(t,d,x,T[d],a),d=`checked`,S!=null&&S!=t[d]&&k(t,d,S,T[d],a))}else T===E||c&&t.data==E||(t.data=E);return t}function M(t,n,r,i){try{typeof t==`function`?n?n.__x=t(n)||1:(i&&=i.__c||i.__e)&&(n=i.__x)&&(i.__x=null,typeof n==`function`?n():t(null)):t.current=n}catch(t){e.__e(t,r)}}function ce(t,n,r){var i,a,o,s;if(e.unmount&&e.unmount(t),!(i=t.ref)||i.current&&i.current!=t.__e||M(i,null,n,t),i=t.__c){if(i.componentWillUnmount)try{i.componentWillUnmount()}catch(t){e.__e(t,n)}i.__P=i.__n=null}if(i=t.__k)for(s=0;s<i.length;s++)i[s]&&ce(i[s],n,typeof t.type!=`function`||r&&!t.props.__P);!r&&(i=t.__c)&&(i=i.__z)&&(a=ae(i,o=[]))&&(i==t.__e&&o.some(v),v(a),v(i)),r||v(t.__e),t.__e=t.__c=t.__=null}function le(e,t,n){return this.constructor(e,n)}function N(t,n){var r,i,a,o;e.__&&e.__(t,n),n.nodeType==9&&(n=n.documentElement),i=(r=t&&32&t.__u)?null:n.__k,n.__k=b(x,{children:[t]}),a=[],o=[],ie(n,n.__k,i||f,f,n.namespaceURI,i?null:n.firstChild?g.call(n.childNodes):null,a,i?i.__e:n.firstChild,r,o),j(a,n.__k,o),n.__k.props.children=null}e={__e:function(e,t,n,r){for(var i,o,s;t=t.__;)if((i=t.__c)&&!(1&i.__g)){i.__g|=4;try{if((s=(o=i.constructor)&&o.getDerivedStateFromError)&&i.setState(o.getDerivedStateFromError(e)),i.componentDidCatch&&(i.componentDidCatch(e,r||{}),s=1),s&&8&i.__g)return void(i.__g|=2)}catch(t){e=t}}throw a=0,e}},t=0,n=function(e){return e!=null&&e.constructor===d},S.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=_({},this.state)),typeof e==`function`&&(e=e(_({},n),this.props)),e&&(_(n,e),this.__v&&(t&&this.__k.push(t),E(this)))},S.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),E(this))},S.prototype.render=x,r=[],a=0,o=function(e,t){return e.__v.__b-t.__v.__b},s=Symbol(),c=/(PointerCapture)$|Capture$/i,l=0,u={};var ue,P,de,fe,pe=Object.is,me=0,he=[],ge=[],F=e,_e=F.__b,ve=F.__r,ye=F.diffed,be=F.__c,xe=F.unmount,Se=F.__;function Ce(e,t){F.__h&&F.__h(P,e,me||t),me=0;var n=P.__H||(P.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function I(e){return me=1,we(Fe,e)}function we(e,t,n){var r=Ce(ue++,2);if(r.t=e,!r.__c&&(r.__=[n?n(t):Fe(void 0,t),function(e){var t=(r.__N||r.__)[0],n=r.t(t,e);pe(t,n)||(r.__N=[n,r.__[1]],r.__c.setState({}))}],r.__c=P,!P.__f)){P.__f=!0;var i=P.shouldComponentUpdate;P.shouldComponentUpdate=function(e,t,n){var r=this.__H;if(!r)return!0;var a=!1,o=this.props!=e;if(r.__.some(function(e){e.__N&&(a=!0,pe(e.__[0],e.__N[0])||(o=!0))}),i){var s=i.call(this,e,t,n);return a?s||o:s}return!a||o}}return r.__}function Te(e,t){var n=Ce(ue++,3);!F.__s&&Pe(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,P.__H.__h.push(n))}function Ee(e){return me=5,De(function(){return{current:e}},[])}function De(e,t){var n=Ce(ue++,7);return Pe(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function Oe(){var e;do{for(;e=ge.shift();)try{Me(e)}catch(t){F.__e(t,{__:(e=e.__P)&&e.__v})}for(;e=he.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(Me),t.__h.some(Ne),t.__h=[]}catch(n){t.__h=[],F.__e(n,e.__v)}}}while(ge.length)}F.__b=function(e){P=null,_e&&_e(e)},F.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),Se&&Se(e,t)},F.__r=function(e){ve&&ve(e),ue=0;var t=(P=e.__c).__H;t&&(de==P?P.__h=[]:(t.__h.some(Me),t.__h.some(Ne),ue=0),t.__h=[],t.__.some(function(e){e.__N&&(e.__=e.__N),e.u=e.__N=void 0})),de=P},F.diffed=function(e){ye&&ye(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&je(he.push(t)),t.__H.__.some(function(e){e.u&&(e.__H=e.u)})),de=P=null},F.__c=function(e,t){t.some(function(e){try{e.__h.some(Me),e.__h=e.__h.filter(function(e){return!e.__||Ne(e)})}catch(t){e.__h=[function(){throw t}]}}),be&&be(e,t)},F.unmount=function(e){xe&&xe(e);var t,n,r=e.__c;r&&r.__H&&(r.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n&&=n.__c}r.__P=n,je(ge.push(r))}else Me(r)}catch(e){t=e}}),r.__H=void 0,t&&F.__e(t,r.__v))};var ke=typeof requestAnimationFrame==`function`;function Ae(e){var t,n=function(){clearTimeout(r),ke&&cancelAnimationFrame(t),setTimeout(e)},r=setTimeout(n,35);ke&&(t=requestAnimationFrame(n))}function je(e){e!=1&&fe==F.requestAnimationFrame||((fe=F.requestAnimationFrame)||Ae)(Oe)}function Me(e){var t=P,n=e.__c;typeof n==`function`&&(e.__c=void 0,n()),P=t}function Ne(e){var t=P;e.__c=e.__(),P=t}function Pe(e,t){return!e||e.length!=t.length||t.some(function(t,n){return!pe(t,e[n])})}function Fe(e,t){return typeof t==`function`?t(e):t}var Ie=Symbol.for(`preact-signals`);function Le(){if(R>1)R--;else{var e,t=!1;for((function(){var e=Ge;for(Ge=void 0;e!==void 0;){var t=e.S;if(t.v===e.v)for(var n=t.t;n!==void 0;n=n.x)n.i===e.i&&(n.i=t.i);e=e.o}})();Ve!==void 0;){var n=Ve;for(Ve=void 0,He++;n!==void 0;){var r=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&Je(n))try{n.c()}catch(n){t||=(e=n,!0)}n=r}}if(He=0,R--,t)throw e}}function Re(e){if(R>0)return e();We=++Ue,R++;try{return e()}finally{Le()}}var ze,L=void 0;function Be(e){var t=L,n=ze;L=void 0,ze=void 0;try{return e()}finally{L=t,ze=n}}var Ve=void 0,R=0,He=0,Ue=0,We=0,Ge=void 0,Ke=0;function qe(e){if(L!==void 0){var t=e.n;if(t===void 0||t.t!==L)return t={i:0,S:e,p:L.s,n:void 0,t:L,e:void 0,x:void 0,r:t},L.s!==void 0&&(L.s.n=t),L.s=t,e.n=t,32&L.f&&e.S(t),t;if(t.i===-1)return t.i=0,t.n!==void 0&&(t.n.p=t.p,t.p!==void 0&&(t.p.n=t.n),t.p=L.s,t.n=void 0,L.s.n=t,L.s=t),t}}function z(e,t){this.v=e,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=t?.watched,this.Z=t?.unwatched,this.name=t?.name}z.prototype.brand=Ie,z.prototype.h=function(){return!0},z.prototype.S=function(e){var t=this,n=this.t;n!==e&&e.e===void 0&&(e.x=n,this.t=e,n===void 0?Be(function(){var e;(e=t.W)==null||e.call(t)}):n.e=e)},z.prototype.U=function(e){var t=this;if(this.t!==void 0){var n=e.e,r=e.x;n!==void 0&&(n.x=r,e.e=void 0),r!==void 0&&(r.e=n,e.x=void 0),e===this.t&&(this.t=r,r===void 0&&Be(function(){var e;(e=t.Z)==null||e.call(t)}))}},z.prototype.subscribe=function(e){var t=this;return rt(function(){var n=t.value;Be(function(){return e(n)})},{name:`sub`})},z.prototype.valueOf=function(){return this.value},z.prototype.toString=function(){return this.value+``},z.prototype.toJSON=function(){return this.value},z.prototype.peek=function(){var e=this;return Be(function(){return e.value})},Object.defineProperty(z.prototype,"value",{get:function(){var e=qe(this);return e!==void 0&&(e.i=this.i),this.v},set:function(e){if(e!==this.v){if(He>100)throw Error(`Cycle detected`);(function(e){R!==0&&He===0&&e.l!==We&&(e.l=We,Ge={S:e,v:e.v,i:e.i,o:Ge})})(this),this.v=e,this.i++,Ke++,R++;try{for(var t=this.t;t!==void 0;t=t.x)t.t.N()}finally{Le()}}}});function B(e,t){return new z(e,t)}function Je(e){for(var t=e.s;t!==void 0;t=t.n)if(t.S.i!==t.i||!t.S.h()||t.S.i!==t.i)return!0;return!1}function Ye(e){for(var t=e.s;t!==void 0;t=t.n){var n=t.S.n;if(n!==void 0&&(t.r=n),t.S.n=t,t.i=-1,t.n===void 0){e.s=t;break}}}function Xe(e){for(var t=e.s,n=void 0;t!==void 0;){var r=t.p;t.i===-1?(t.S.U(t),r!==void 0&&(r.n=t.n),t.n!==void 0&&(t.n.p=r)):n=t,t.S.n=t.r,t.r!==void 0&&(t.r=void 0),t=r}e.s=n}function Ze(e,t){z.call(this,void 0,t),this.x=e,this.s=void 0,this.g=Ke-1,this.f=4}Ze.prototype=new z,Ze.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;if((36&this.f)==32||(this.f&=-5,this.g===Ke))return!0;if(this.g=Ke,this.f|=1,this.i>0&&!Je(this))return this.f&=-2,!0;var e=L;try{Ye(this),L=this;var t=this.x();(16&this.f||this.v!==t||this.i===0)&&(this.v=t,this.f&=-17,this.i++)}catch(e){this.v=e,this.f|=16,this.i++}return L=e,Xe(this),this.f&=-2,!0},Ze.prototype.S=function(e){if(this.t===void 0){this.f|=36;for(var t=this.s;t!==void 0;t=t.n)t.S.S(t)}z.prototype.S.call(this,e)},Ze.prototype.U=function(e){if(this.t!==void 0&&(z.prototype.U.call(this,e),this.t===void 0)){this.f&=-33;for(var t=this.s;t!==void 0;t=t.n)t.S.U(t)}},Ze.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var e=this.t;e!==void 0;e=e.x)e.t.N()}},Object.defineProperty(Ze.prototype,"value",{get:function(){if(1&this.f)throw Error(`Cycle detected`);var e=qe(this);if(this.h(),e!==void 0&&(e.i=this.i),16&this.f)throw this.v;return this.v}});function Qe(e,t){return new Ze(e,t)}function $e(e){var t=e.j;if(e.j=void 0,typeof t==`function`){R++;var n=L;L=void 0;try{t()}catch(t){throw e.f&=-2,e.f|=8,et(e),t}finally{L=n,Le()}}}function et(e){for(var t=e.s;t!==void 0;t=t.n)t.S.U(t);e.x=void 0,e.s=void 0,$e(e)}function tt(e){if(L!==this)throw Error(`Out-of-order effect`);Xe(this),L=e,this.f&=-2;try{8&this.f&&et(this)}finally{Le()}}function nt(e,t){this.x=e,this.j=void 0,this.s=void 0,this.u=void 0,this.f=32,this.name=t?.name,ze&&ze.push(this)}nt.prototype.c=function(){var e=this.S();try{if(8&this.f||this.x===void 0)return;var t=this.x();typeof t==`function`&&(this.j=t)}finally{e()}},nt.prototype.S=function(){if(1&this.f)throw Error(`Cycle detected`);this.f|=1,this.f&=-9,$e(this),Ye(this),R++;var e=L;return L=this,tt.bind(this,e)},nt.prototype.N=function(){2&this.f||(this.f|=2,this.u=Ve,Ve=this)},nt.prototype.d=function(){this.f|=8,1&this.f||et(this)},nt.prototype.dispose=function(){this.d()};function rt(e,t){var n=new nt(e,t);try{n.c()}catch(e){throw n.d(),e}var r=n.d.bind(n);return r[Symbol.dispose]=r,r}var it,at,ot=typeof window<`u`&&!!window.__PREACT_SIGNALS_DEVTOOLS__,st=[];rt(function(){it=this.N})();function ct(t,n){e[t]=n.bind(null,e[t]||function(){})}function lt(e){if(at){var t=at;at=void 0,t()}at=e&&e.S()}function ut(e){var t=this,r=e.data,i=ft(r);i.name=`ReactiveDom`,i.value=r;var a=De(function(){for(var e=t,r=t.__v;r=r.__;)if(r.__c){r.__c.__$f|=4;break}var a=Qe(function(){var e=i.value.value;return e===0?0:!0===e?``:e||``}),o=Qe(function(){return!Array.isArray(a.value)&&!n(a.value)}),s=rt(function(){if(this.N=ht,o.value){var t=a.value;e.__v&&e.__v.__e&&e.__v.__e.nodeType===3&&(e.__v.__e.data=t)}}),c=t.__$u.d;return t.__$u.d=function(){s(),c.call(this)},[o,a]},[]),o=a[0],s=a[1];return o.value?s.peek():s.value}ut.displayName=`ReactiveTextNode`,Object.defineProperties(z.prototype,{constructor:{configurable:!0,value:y(x,null).constructor},type:{configurable:!0,value:ut},props:{configurable:!0,get:function(){var e=this;return{data:{get value(){return e.value}}}}},__b:{configurable:!0,value:1}}),ct(`__b`,function(e,t){if(lt(),typeof t.type==`string`){var n,r=t.props;for(var i in r)if(i!==`children`){var a=r[i];a instanceof z&&(n||(t.__np=n={}),n[i]=a,r[i]=a.peek())}}e(t)}),ct(`__r`,function(e,t){if(e(t),t.type!==x){lt();var n,r=t.__c;r&&(r.__$f&=-2,(n=r.__$u)===void 0&&(r.__$u=n=function(e,t){var n;return rt(function(){n=this},{name:t}),n.c=e,n}(function(e){return function(){var t;ot&&((t=this.y)==null||t.call(this)),e.__$f|=1,e.setState({})}}(r),typeof t.type==`function`?t.type.displayName||t.type.name:``))),lt(n)}}),ct(`__e`,function(e,t,n,r){lt(),e(t,n,r)}),ct(`diffed`,function(e,t){lt();var n;if(typeof t.type==`string`&&(n=t.__e)){var r=t.__np,i=t.props,a=n.U;if(a)for(var o in a){var s=a[o];s===void 0||r&&o in r||(s.d(),a[o]=void 0)}if(r)for(var c in a||(a={},n.U=a),r){var l=a[c],u=r[c];l===void 0?(l=dt(n,c,u,i),a[c]=l):l.o(u,i)}}e(t)});function dt(e,t,n,r){var i=t in e&&e.ownerSVGElement===void 0,a=B(n);return{o:function(e,t){a.value=e,r=t},d:rt(function(){this.N=ht;var n=a.value.value;r[t]!==n&&(r[t]=n,i?e[t]=n:n!=null&&(!1!==n||t[4]===`-`)?e.setAttribute(t,n):e.removeAttribute(t))})}}ct(`unmount`,function(e,t){if(typeof t.type==`string`){var n=t.__e;if(n){var r=n.U;if(r)for(var i in n.U=void 0,r){var a=r[i];a&&a.d()}}var o=t.__np;if(o){var s=t.props;for(var c in o)s[c]=o[c]}t.__np=void 0}else{var l=t.__c;if(l){l.__$f|=8;var u=l.__$u;u&&(l.__$u=void 0,u.d())}}e(t)}),ct(`__h`,function(e,t,n,r){r<3&&(t.__$f|=2),e(t,n,r)}),S.prototype.shouldComponentUpdate=function(e,t){if(this.__R)return!0;var n=this.__$u,r=n&&n.s!==void 0;for(var i in t)return!0;if(this.__f||typeof this.u==`boolean`&&!0===this.u){var a=2&this.__$f;if(!(r||a||4&this.__$f)||1&this.__$f)return!0}else if(!(r||4&this.__$f)||3&this.__$f)return!0;for(var o in e)if(o!==`__source`&&e[o]!==this.props[o])return!0;for(var s in this.props)if(!(s in e))return!0;return!1};function ft(e,t){return De(function(){return B(e,t)},[])}var pt=function(e){queueMicrotask(function(){queueMicrotask(e)})};function mt(){Re(function(){for(var e;e=st.shift();)it.call(e)})}function ht(){st.push(this)===1&&(e.requestAnimationFrame||pt)(mt)}var gt=B(void 0);async function _t(){let e=await fetch(`/console/config.json`,{cache:`no-store`});if(!e.ok)throw Error(`config.json: HTTP status ${e.status}`);let t=await e.json();new Date(t.now).getTime()-Date.now();let n=e=>new URL(e,location.href).href;return gt.value=t.signIn&&{...t.signIn,authorizeUrl:n(t.signIn.authorizeUrl),tokenUrl:n(t.signIn.tokenUrl)},gt.value}var vt=class extends Error{};vt.prototype.name=`InvalidTokenError`;function yt(e){return decodeURIComponent(atob(e).replace(/(.)/g,(e,t)=>{let n=t.charCodeAt(0).toString(16).toUpperCase();return n.length<2&&(n=`0`+n),`%`+n}))}function bt(e){let t=e.replace(/-/g,`+`).replace(/_/g,`/`);switch(t.length%4){case 0:break;case 2:t+=`==`;break;case 3:t+=`=`;break;default:throw Error(`base64 string is not of the correct length`)}try{return yt(t)}catch{return atob(t)}}function xt(e,t){if(typeof e!=`string`)throw new vt(`Invalid token specified: must be a string`);t||={};let n=t.header===!0?0:1,r=e.split(`.`)[n];if(typeof r!=`string`)throw new vt(`Invalid token specified: missing part #${n+1}`);let i;try{i=bt(r)}catch(e){throw new vt(`Invalid token specified: invalid base64 for part #${n+1} (${e.message})`)}try{return JSON.parse(i)}catch(e){throw new vt(`Invalid token specified: invalid json for part #${n+1} (${e.message})`)}}var St={debug:()=>void 0,info:()=>void 0,warn:()=>void 0,error:()=>void 0},V,H,Ct=(e=>(e[e.NONE=0]=`NONE`,e[e.ERROR=1]=`ERROR`,e[e.WARN=2]=`WARN`,e[e.INFO=3]=`INFO`,e[e.DEBUG=4]=`DEBUG`,e))(Ct||{});(e=>{function t(){V=3,H=St}e.reset=t;function n(e){if(!(0<=e&&e<=4))throw Error(`Invalid log level`);V=e}e.setLevel=n;function r(e){H=e}e.setLogger=r})(Ct||={});var U=class e{constructor(e){this._name=e}debug(...t){V>=4&&H.debug(e._format(this._name,this._method),...t)}info(...t){V>=3&&H.info(e._format(this._name,this._method),...t)}warn(...t){V>=2&&H.warn(e._format(this._name,this._method),...t)}error(...t){V>=1&&H.error(e._format(this._name,this._method),...t)}throw(e){throw this.error(e),e}create(e){let t=Object.create(this);return t._method=e,t.debug(`begin`),t}static createStatic(t,n){let r=new e(`${t}.${n}`);return r.debug(`begin`),r}static _format(e,t){let n=`[${e}]`;return t?`${n} ${t}:`:n}static debug(t,...n){V>=4&&H.debug(e._format(t),...n)}static info(t,...n){V>=3&&H.info(e._format(t),...n)}static warn(t,...n){V>=2&&H.warn(e._format(t),...n)}static error(t,...n){V>=1&&H.error(e._format(t),...n)}};Ct.reset();var wt=class{static decode(e){try{return xt(e)}catch(e){throw U.error(`JwtUtils.decode`,e),e}}static async generateSignedJwt(e,t,n){let r=`${W.encodeBase64Url(new TextEncoder().encode(JSON.stringify(e)))}.${W.encodeBase64Url(new TextEncoder().encode(JSON.stringify(t)))}`,i=await window.crypto.subtle.sign({name:`ECDSA`,hash:{name:`SHA-256`}},n,new TextEncoder().encode(r));return`${r}.${W.encodeBase64Url(new Uint8Array(i))}`}static async generateSignedJwtWithHmac(e,t,n){let r=`${W.encodeBase64Url(new TextEncoder().encode(JSON.stringify(e)))}.${W.encodeBase64Url(new TextEncoder().encode(JSON.stringify(t)))}`,i=await window.crypto.subtle.sign(`HMAC`,n,new TextEncoder().encode(r));return`${r}.${W.encodeBase64Url(new Uint8Array(i))}`}},Tt=`10000000-1000-4000-8000-100000000000`,Et=e=>btoa([...new Uint8Array(e)].map(e=>String.fromCharCode(e)).join(``)),Dt=class e{static _randomWord(){let e=new Uint32Array(1);return crypto.getRandomValues(e),e[0]}static generateUUIDv4(){return Tt.replace(/[018]/g,t=>(+t^e._randomWord()&15>>t/4).toString(16)).replace(/-/g,``)}static generateCodeVerifier(){return e.generateUUIDv4()+e.generateUUIDv4()+e.generateUUIDv4()}static async generateCodeChallenge(e){if(!crypto.subtle)throw Error(`Crypto.subtle is available only in secure contexts (HTTPS).`);try{let t=new TextEncoder().encode(e);return Et(await crypto.subtle.digest(`SHA-256`,t)).replace(/\+/g,`-`).replace(/\//g,`_`).replace(/=+$/,``)}catch(e){throw U.error(`CryptoUtils.generateCodeChallenge`,e),e}}static generateBasicAuth(e,t){return Et(new TextEncoder().encode([e,t].join(`:`)))}static async hash(e,t){let n=new TextEncoder().encode(t),r=await crypto.subtle.digest(e,n);return new Uint8Array(r)}static async customCalculateJwkThumbprint(t){let n;switch(t.kty){case`RSA`:n={e:t.e,kty:t.kty,n:t.n};break;case`EC`:n={crv:t.crv,kty:t.kty,x:t.x,y:t.y};break;case`OKP`:n={crv:t.crv,kty:t.kty,x:t.x};break;case`oct`:n={crv:t.k,kty:t.kty};break;default:throw Error(`Unknown jwk type`)}let r=await e.hash(`SHA-256`,JSON.stringify(n));return e.encodeBase64Url(r)}static async generateDPoPProof({url:t,accessToken:n,httpMethod:r,keyPair:i,nonce:a}){let o,s,c={jti:window.crypto.randomUUID(),htm:r??`GET`,htu:t,iat:Math.floor(Date.now()/1e3)};n&&(o=await e.hash(`SHA-256`,n),s=e.encodeBase64Url(o),c.ath=s),a&&(c.nonce=a);try{let e=await crypto.subtle.exportKey(`jwk`,i.publicKey),t={alg:`ES256`,typ:`dpop+jwt`,jwk:{crv:e.crv,kty:e.kty,x:e.x,y:e.y}};return await wt.generateSignedJwt(t,c,i.privateKey)}catch(e){throw e instanceof TypeError?Error(`Error exporting dpop public key: ${e.message}`):e}}static async generateDPoPJkt(t){try{let n=await crypto.subtle.exportKey(`jwk`,t.publicKey);return await e.customCalculateJwkThumbprint(n)}catch(e){throw e instanceof TypeError?Error(`Could not retrieve dpop keys from storage: ${e.message}`):e}}static async generateDPoPKeys(){return await window.crypto.subtle.generateKey({name:`ECDSA`,namedCurve:`P-256`},!1,[`sign`,`verify`])}static async generateClientAssertionJwt(t,n,r,i=`HS256`){let a=Math.floor(Date.now()/1e3),o={alg:i,typ:`JWT`},s={iss:t,sub:t,aud:r,jti:e.generateUUIDv4(),exp:a+300,iat:a},c={HS256:`SHA-256`,HS384:`SHA-384`,HS512:`SHA-512`}[i];if(!c)throw Error(`Unsupported algorithm: ${i}. Supported algorithms are: HS256, HS384, HS512`);let l=new TextEncoder,u=await crypto.subtle.importKey(`raw`,l.encode(n),{name:`HMAC`,hash:c},!1,[`sign`]);return await wt.generateSignedJwtWithHmac(o,s,u)}};Dt.encodeBase64Url=e=>Et(e).replace(/=/g,``).replace(/\+/g,`-`).replace(/\//g,`_`);var W=Dt,G=class{constructor(e){this._name=e,this._callbacks=[],this._logger=new U(`Event('${this._name}')`)}addHandler(e){return this._callbacks.push(e),()=>this.removeHandler(e)}removeHandler(e){let t=this._callbacks.lastIndexOf(e);t>=0&&this._callbacks.splice(t,1)}async raise(...e){this._logger.debug(`raise:`,...e);for(let t of this._callbacks)await t(...e)}},Ot=class{static center({...e}){return e.width??=[800,720,600,480].find(e=>e<=window.outerWidth/1.618)??360,e.left??=Math.max(0,Math.round(window.screenX+(window.outerWidth-e.width)/2)),e.height!=null&&(e.top??=Math.max(0,Math.round(window.screenY+(window.outerHeight-e.height)/2))),e}static serialize(e){return Object.entries(e).filter(([,e])=>e!=null).map(([e,t])=>`${e}=${typeof t==`boolean`?t?`yes`:`no`:t}`).join(`,`)}},K=class e extends G{constructor(){super(...arguments),this._logger=new U(`Timer('${this._name}')`),this._timerHandle=null,this._expiration=0,this._callback=()=>{let t=this._expiration-e.getEpochTime();this._logger.debug(`timer completes in`,t),this._expiration<=e.getEpochTime()&&(this.cancel(),super.raise())}}static getEpochTime(){return Math.floor(Date.now()/1e3)}init(t){let n=this._logger.create(`init`);t=Math.max(Math.floor(t),1);let r=e.getEpochTime()+t;if(this.expiration===r&&this._timerHandle){n.debug(`skipping since already initialized for expiration at`,this.expiration);return}this.cancel(),n.debug(`using duration`,t),this._expiration=r;let i=Math.min(t,5);this._timerHandle=setInterval(this._callback,i*1e3)}get expiration(){return this._expiration}cancel(){this._logger.create(`cancel`),this._timerHandle&&=(clearInterval(this._timerHandle),null)}},kt=class{static readParams(e,t=`query`){if(!e)throw TypeError(`Invalid URL`);let n=new URL(e,`http://127.0.0.1`)[t===`fragment`?`hash`:`search`];return new URLSearchParams(n.slice(1))}},At=`;`,jt=class extends Error{constructor(e,t){if(super(e.error_description||e.error||``),this.form=t,this.name=`ErrorResponse`,!e.error)throw U.error(`ErrorResponse`,`No error passed`),Error(`No error passed`);this.error=e.error,this.error_description=e.error_description??null,this.error_uri=e.error_uri??null,this.state=e.userState,this.session_state=e.session_state??null,this.url_state=e.url_state}},Mt=class extends Error{constructor(e){super(e),this.name=`ErrorTimeout`}},Nt=class{constructor(e){this._logger=new U(`AccessTokenEvents`),this._expiringTimer=new K(`Access token expiring`),this._expiredTimer=new K(`Access token expired`),this._expiringNotificationTimeInSeconds=e.expiringNotificationTimeInSeconds}async load(e){let t=this._logger.create(`load`);if(e.access_token&&e.expires_in!==void 0){let n=e.expires_in;if(t.debug(`access token present, remaining duration:`,n),n>0){let e=n-this._expiringNotificationTimeInSeconds;e<=0&&(e=1),t.debug(`registering expiring timer, raising in`,e,`seconds`),this._expiringTimer.init(e)}else t.debug(`canceling existing expiring timer because we're past expiration.`),this._expiringTimer.cancel();let r=n+1;t.debug(`registering expired timer, raising in`,r,`seconds`),this._expiredTimer.init(r)}else this._expiringTimer.cancel(),this._expiredTimer.cancel()}async unload(){this._logger.debug(`unload: canceling existing access token timers`),this._expiringTimer.cancel(),this._expiredTimer.cancel()}addAccessTokenExpiring(e){return this._expiringTimer.addHandler(e)}removeAccessTokenExpiring(e){this._expiringTimer.removeHandler(e)}addAccessTokenExpired(e){return this._expiredTimer.addHandler(e)}removeAccessTokenExpired(e){this._expiredTimer.removeHandler(e)}},Pt=class{constructor(e,t,n,r,i){this._callback=e,this._client_id=t,this._intervalInSeconds=r,this._stopOnError=i,this._logger=new U(`CheckSessionIFrame`),this._timer=null,this._session_state=null,this._message=e=>{e.origin===this._frame_origin&&e.source===this._frame.contentWindow&&(e.data===`error`?(this._logger.error(`error message from check session op iframe`),this._stopOnError&&this.stop()):e.data===`changed`?(this._logger.debug(`changed message from check session op iframe`),this.stop(),this._callback()):this._logger.debug(e.data+` message from check session op iframe`))};let a=new URL(n);this._frame_origin=a.origin,this._frame=window.document.createElement(`iframe`),this._frame.style.visibility=`hidden`,this._frame.style.position=`fixed`,this._frame.style.left=`-1000px`,this._frame.style.top=`0`,this._frame.width=`0`,this._frame.height=`0`,this._frame.src=a.href}load(){return new Promise(e=>{this._frame.onload=()=>{e()},window.document.body.appendChild(this._frame),window.addEventListener(`message`,this._message,!1)})}start(e){if(this._session_state===e)return;this._logger.create(`start`),this.stop(),this._session_state=e;let t=()=>{this._frame.contentWindow&&this._session_state&&this._frame.contentWindow.postMessage(this._client_id+` `+this._session_state,this._frame_origin)};t(),this._timer=setInterval(t,this._intervalInSeconds*1e3)}stop(){this._logger.create(`stop`),this._session_state=null,this._timer&&=(clearInterval(this._timer),null)}},Ft=class{constructor(){this._logger=new U(`InMemoryWebStorage`),this._data={}}clear(){this._logger.create(`clear`),this._data={}}getItem(e){return this._logger.create(`getItem('${e}')`),this._data[e]}setItem(e,t){this._logger.create(`setItem('${e}')`),this._data[e]=t}removeItem(e){this._logger.create(`removeItem('${e}')`),delete this._data[e]}get length(){return Object.getOwnPropertyNames(this._data).length}key(e){return Object.getOwnPropertyNames(this._data)[e]}},It=class extends Error{constructor(e,t){super(t),this.name=`ErrorDPoPNonce`,this.nonce=e}},Lt=class{constructor(e=[],t=null,n={}){this._jwtHandler=t,this._extraHeaders=n,this._logger=new U(`JsonService`),this._contentTypes=[],this._contentTypes.push(...e,`application/json`),t&&this._contentTypes.push(`application/jwt`)}async fetchWithTimeout(e,t={}){let{timeoutInSeconds:n,...r}=t;if(!n)return await fetch(e,r);let i=new AbortController,a=setTimeout(()=>i.abort(),n*1e3);try{return await fetch(e,{...t,signal:i.signal})}catch(e){throw e instanceof DOMException&&e.name===`AbortError`?new Mt(`Network timed out`):e}finally{clearTimeout(a)}}async getJson(e,{token:t,credentials:n,timeoutInSeconds:r}={}){let i=this._logger.create(`getJson`),a={Accept:this._contentTypes.join(`, `)};t&&(i.debug(`token passed, setting Authorization header`),a.Authorization=`Bearer `+t),this._appendExtraHeaders(a);let o;try{i.debug(`url:`,e),o=await this.fetchWithTimeout(e,{method:`GET`,headers:a,timeoutInSeconds:r,credentials:n})}catch(e){throw i.error(`Network Error`),e}i.debug(`HTTP response received, status`,o.status);let s=o.headers.get(`Content-Type`);if(s&&!this._contentTypes.find(e=>s.startsWith(e))&&i.throw(Error(`Invalid response Content-Type: ${s??`undefined`}, from URL: ${e}`)),o.ok&&this._jwtHandler&&s?.startsWith(`application/jwt`))return await this._jwtHandler(await o.text());let c;try{c=await o.json()}catch(e){throw i.error(`Error parsing JSON response`,e),o.ok?e:Error(`${o.statusText} (${o.status})`)}if(!o.ok)throw i.error(`Error from server:`,c),c.error?new jt(c):Error(`${o.statusText} (${o.status}): ${JSON.stringify(c)}`);return c}async postForm(e,{body:t,basicAuth:n,timeoutInSeconds:r,initCredentials:i,extraHeaders:a}){let o=this._logger.create(`postForm`),s={Accept:this._contentTypes.join(`, `),"Content-Type":`application/x-www-form-urlencoded`,...a};n!==void 0&&(s.Authorization=`Basic `+n),this._appendExtraHeaders(s);let c;try{o.debug(`url:`,e),c=await this.fetchWithTimeout(e,{method:`POST`,headers:s,body:t,timeoutInSeconds:r,credentials:i})}catch(e){throw o.error(`Network error`),e}o.debug(`HTTP response received, status`,c.status);let l=c.headers.get(`Content-Type`);if(l&&!this._contentTypes.find(e=>l.startsWith(e)))throw Error(`Invalid response Content-Type: ${l??`undefined`}, from URL: ${e}`);let u=await c.text(),d={};if(u)try{d=JSON.parse(u)}catch(e){throw o.error(`Error parsing JSON response`,e),c.ok?e:Error(`${c.statusText} (${c.status})`)}if(!c.ok)throw o.error(`Error from server:`,d),c.headers.has(`dpop-nonce`)?new It(c.headers.get(`dpop-nonce`),`${JSON.stringify(d)}`):d.error?new jt(d,t):Error(`${c.statusText} (${c.status}): ${JSON.stringify(d)}`);return d}_appendExtraHeaders(e){let t=this._logger.create(`appendExtraHeaders`),n=Object.keys(this._extraHeaders),r=[`accept`,`content-type`],i=[`authorization`];n.length!==0&&n.forEach(n=>{if(r.includes(n.toLocaleLowerCase())){t.warn(`Protected header could not be set`,n,r);return}if(i.includes(n.toLocaleLowerCase())&&Object.keys(e).includes(n)){t.warn(`Header could not be overridden`,n,i);return}let a=typeof this._extraHeaders[n]==`function`?this._extraHeaders[n]():this._extraHeaders[n];a&&a!==``&&(e[n]=a)})}},Rt=class{constructor(e){this._settings=e,this._logger=new U(`MetadataService`),this._signingKeys=null,this._metadata=null,this._metadataUrl=this._settings.metadataUrl,this._jsonService=new Lt([`application/jwk-set+json`],null,this._settings.extraHeaders),this._settings.signingKeys&&(this._logger.debug(`using signingKeys from settings`),this._signingKeys=this._settings.signingKeys),this._settings.metadata&&(this._logger.debug(`using metadata from settings`),this._metadata=this._settings.metadata),this._settings.fetchRequestCredentials&&(this._logger.debug(`using fetchRequestCredentials from settings`),this._fetchRequestCredentials=this._settings.fetchRequestCredentials)}resetSigningKeys(){this._signingKeys=null}async getMetadata(){let e=this._logger.create(`getMetadata`);if(this._metadata)return e.debug(`using cached values`),this._metadata;if(!this._metadataUrl)throw e.throw(Error(`No authority or metadataUrl configured on settings`)),null;e.debug(`getting metadata from`,this._metadataUrl);let t=await this._jsonService.getJson(this._metadataUrl,{credentials:this._fetchRequestCredentials,timeoutInSeconds:this._settings.requestTimeoutInSeconds});return e.debug(`merging remote JSON with seed metadata`),this._metadata=Object.assign({},t,this._settings.metadataSeed),this._metadata}getIssuer(){return this._getMetadataProperty(`issuer`)}getAuthorizationEndpoint(){return this._getMetadataProperty(`authorization_endpoint`)}getUserInfoEndpoint(){return this._getMetadataProperty(`userinfo_endpoint`)}getTokenEndpoint(e=!0){return this._getMetadataProperty(`token_endpoint`,e)}getCheckSessionIframe(){return this._getMetadataProperty(`check_session_iframe`,!0)}getEndSessionEndpoint(){return this._getMetadataProperty(`end_session_endpoint`,!0)}getRevocationEndpoint(e=!0){return this._getMetadataProperty(`revocation_endpoint`,e)}getKeysEndpoint(e=!0){return this._getMetadataProperty(`jwks_uri`,e)}async _getMetadataProperty(e,t=!1){let n=this._logger.create(`_getMetadataProperty('${e}')`),r=await this.getMetadata();if(n.debug(`resolved`),r[e]===void 0){if(t===!0){n.warn(`Metadata does not contain optional property`);return}n.throw(Error(`Metadata does not contain property `+e))}return r[e]}async getSigningKeys(){let e=this._logger.create(`getSigningKeys`);if(this._signingKeys)return e.debug(`returning signingKeys from cache`),this._signingKeys;let t=await this.getKeysEndpoint(!1);e.debug(`got jwks_uri`,t);let n=await this._jsonService.getJson(t,{timeoutInSeconds:this._settings.requestTimeoutInSeconds});if(e.debug(`got key set`,n),!Array.isArray(n.keys))throw e.throw(Error(`Missing keys on keyset`)),null;return this._signingKeys=n.keys,this._signingKeys}},zt=class{constructor({prefix:e=`oidc.`,store:t=localStorage}={}){this._logger=new U(`WebStorageStateStore`),this._store=t,this._prefix=e}async set(e,t){this._logger.create(`set('${e}')`),e=this._prefix+e,await this._store.setItem(e,t)}async get(e){return this._logger.create(`get('${e}')`),e=this._prefix+e,await this._store.getItem(e)}async remove(e){this._logger.create(`remove('${e}')`),e=this._prefix+e;let t=await this._store.getItem(e);return await this._store.removeItem(e),t}async getAllKeys(){this._logger.create(`getAllKeys`);let e=await this._store.length,t=[];for(let n=0;n<e;n++){let e=await this._store.key(n);e&&e.indexOf(this._prefix)===0&&t.push(e.substr(this._prefix.length))}return t}},Bt=`code`,Vt=`openid`,Ht=`client_secret_post`,Ut=900,Wt=class{constructor({authority:e,metadataUrl:t,metadata:n,signingKeys:r,metadataSeed:i,client_id:a,client_secret:o,response_type:s=Bt,scope:c=Vt,redirect_uri:l,post_logout_redirect_uri:u,client_authentication:d=Ht,token_endpoint_auth_signing_alg:f=`HS256`,prompt:p,display:m,max_age:h,ui_locales:g,acr_values:_,resource:v,response_mode:y,filterProtocolClaims:b=!0,loadUserInfo:x=!1,requestTimeoutInSeconds:S,staleStateAgeInSeconds:C=Ut,mergeClaimsStrategy:w={array:`replace`},disablePKCE:T=!1,stateStore:E,revokeTokenAdditionalContentTypes:D,fetchRequestCredentials:ee,refreshTokenAllowedScope:te,extraQueryParams:O={},extraTokenParams:ne={},extraHeaders:re={},dpop:k,omitScopeWhenRequesting:A=!1}){if(this.authority=e,t?this.metadataUrl=t:(this.metadataUrl=e,e&&(this.metadataUrl.endsWith(`/`)||(this.metadataUrl+=`/`),this.metadataUrl+=`.well-known/openid-configuration`)),this.metadata=n,this.metadataSeed=i,this.signingKeys=r,this.client_id=a,this.client_secret=o,this.response_type=s,this.scope=c,this.redirect_uri=l,this.post_logout_redirect_uri=u,this.client_authentication=d,this.token_endpoint_auth_signing_alg=f,this.prompt=p,this.display=m,this.max_age=h,this.ui_locales=g,this.acr_values=_,this.resource=v,this.response_mode=y,this.filterProtocolClaims=b??!0,this.loadUserInfo=!!x,this.staleStateAgeInSeconds=C,this.mergeClaimsStrategy=w,this.omitScopeWhenRequesting=A,this.disablePKCE=!!T,this.revokeTokenAdditionalContentTypes=D,this.fetchRequestCredentials=ee||`same-origin`,this.requestTimeoutInSeconds=S,E)this.stateStore=E;else{let e=typeof window<`u`?window.localStorage:new Ft;this.stateStore=new zt({store:e})}if(this.refreshTokenAllowedScope=te,this.extraQueryParams=O,this.extraTokenParams=ne,this.extraHeaders=re,this.dpop=k,this.dpop&&!this.dpop?.store)throw Error(`A DPoPStore is required when dpop is enabled`)}},Gt=class{constructor(e,t){this._settings=e,this._metadataService=t,this._logger=new U(`UserInfoService`),this._getClaimsFromJwt=async e=>{let t=this._logger.create(`_getClaimsFromJwt`);try{let n=wt.decode(e);return t.debug(`JWT decoding successful`),n}catch(e){throw t.error(`Error parsing JWT response`),e}},this._jsonService=new Lt(void 0,this._getClaimsFromJwt,this._settings.extraHeaders)}async getClaims(e){let t=this._logger.create(`getClaims`);e||this._logger.throw(Error(`No token passed`));let n=await this._metadataService.getUserInfoEndpoint();t.debug(`got userinfo url`,n);let r=await this._jsonService.getJson(n,{token:e,credentials:this._settings.fetchRequestCredentials,timeoutInSeconds:this._settings.requestTimeoutInSeconds});return t.debug(`got claims`,r),r}},Kt=class{constructor(e,t){this._settings=e,this._metadataService=t,this._logger=new U(`TokenClient`),this._jsonService=new Lt(this._settings.revokeTokenAdditionalContentTypes,null,this._settings.extraHeaders)}async exchangeCode({grant_type:e=`authorization_code`,redirect_uri:t=this._settings.redirect_uri,client_id:n=this._settings.client_id,client_secret:r=this._settings.client_secret,extraHeaders:i,...a}){let o=this._logger.create(`exchangeCode`);n||o.throw(Error(`A client_id is required`)),t||o.throw(Error(`A redirect_uri is required`)),a.code||o.throw(Error(`A code is required`));let s=new URLSearchParams({grant_type:e,redirect_uri:t});for(let[e,t]of Object.entries(a))t!=null&&s.set(e,t);if((this._settings.client_authentication===`client_secret_basic`||this._settings.client_authentication===`client_secret_jwt`)&&r==null)throw o.throw(Error(`A client_secret is required`)),null;let c,l=await this._metadataService.getTokenEndpoint(!1);switch(this._settings.client_authentication){case`client_secret_basic`:c=W.generateBasicAuth(n,r);break;case`client_secret_post`:s.append(`client_id`,n),r&&s.append(`client_secret`,r);break;case`client_secret_jwt`:{let e=await W.generateClientAssertionJwt(n,r,l,this._settings.token_endpoint_auth_signing_alg);s.append(`client_id`,n),s.append(`client_assertion_type`,`urn:ietf:params:oauth:client-assertion-type:jwt-bearer`),s.append(`client_assertion`,e);break}}o.debug(`got token endpoint`);let u=await this._jsonService.postForm(l,{body:s,basicAuth:c,timeoutInSeconds:this._settings.requestTimeoutInSeconds,initCredentials:this._settings.fetchRequestCredentials,extraHeaders:i});return o.debug(`got response`),u}async exchangeCredentials({grant_type:e=`password`,client_id:t=this._settings.client_id,client_secret:n=this._settings.client_secret,scope:r=this._settings.scope,...i}){let a=this._logger.create(`exchangeCredentials`);t||a.throw(Error(`A client_id is required`));let o=new URLSearchParams({grant_type:e});this._settings.omitScopeWhenRequesting||o.set(`scope`,r);for(let[e,t]of Object.entries(i))t!=null&&o.set(e,t);if((this._settings.client_authentication===`client_secret_basic`||this._settings.client_authentication===`client_secret_jwt`)&&n==null)throw a.throw(Error(`A client_secret is required`)),null;let s,c=await this._metadataService.getTokenEndpoint(!1);switch(this._settings.client_authentication){case`client_secret_basic`:s=W.generateBasicAuth(t,n);break;case`client_secret_post`:o.append(`client_id`,t),n&&o.append(`client_secret`,n);break;case`client_secret_jwt`:{let e=await W.generateClientAssertionJwt(t,n,c,this._settings.token_endpoint_auth_signing_alg);o.append(`client_id`,t),o.append(`client_assertion_type`,`urn:ietf:params:oauth:client-assertion-type:jwt-bearer`),o.append(`client_assertion`,e);break}}a.debug(`got token endpoint`);let l=await this._jsonService.postForm(c,{body:o,basicAuth:s,timeoutInSeconds:this._settings.requestTimeoutInSeconds,initCredentials:this._settings.fetchRequestCredentials});return a.debug(`got response`),l}async exchangeRefreshToken({grant_type:e=`refresh_token`,client_id:t=this._settings.client_id,client_secret:n=this._settings.client_secret,timeoutInSeconds:r,extraHeaders:i,...a}){let o=this._logger.create(`exchangeRefreshToken`);t||o.throw(Error(`A client_id is required`)),a.refresh_token||o.throw(Error(`A refresh_token is required`));let s=new URLSearchParams({grant_type:e});for(let[e,t]of Object.entries(a))Array.isArray(t)?t.forEach(t=>s.append(e,t)):t!=null&&s.set(e,t);if((this._settings.client_authentication===`client_secret_basic`||this._settings.client_authentication===`client_secret_jwt`)&&n==null)throw o.throw(Error(`A client_secret is required`)),null;let c,l=await this._metadataService.getTokenEndpoint(!1);switch(this._settings.client_authentication){case`client_secret_basic`:c=W.generateBasicAuth(t,n);break;case`client_secret_post`:s.append(`client_id`,t),n&&s.append(`client_secret`,n);break;case`client_secret_jwt`:{let e=await W.generateClientAssertionJwt(t,n,l,this._settings.token_endpoint_auth_signing_alg);s.append(`client_id`,t),s.append(`client_assertion_type`,`urn:ietf:params:oauth:client-assertion-type:jwt-bearer`),s.append(`client_assertion`,e);break}}o.debug(`got token endpoint`);let u=await this._jsonService.postForm(l,{body:s,basicAuth:c,timeoutInSeconds:r,initCredentials:this._settings.fetchRequestCredentials,extraHeaders:i});return o.debug(`got response`),u}async revoke(e){let t=this._logger.create(`revoke`);e.token||t.throw(Error(`A token is required`));let n=await this._metadataService.getRevocationEndpoint(!1);t.debug(`got revocation endpoint, revoking ${e.token_type_hint??`default token type`}`);let r=new URLSearchParams;for(let[t,n]of Object.entries(e))n!=null&&r.set(t,n);r.set(`client_id`,this._settings.client_id),this._settings.client_secret&&r.set(`client_secret`,this._settings.client_secret),await this._jsonService.postForm(n,{body:r,timeoutInSeconds:this._settings.requestTimeoutInSeconds}),t.debug(`got response`)}},qt=class{constructor(e,t,n){this._settings=e,this._metadataService=t,this._claimsService=n,this._logger=new U(`ResponseValidator`),this._userInfoService=new Gt(this._settings,this._metadataService),this._tokenClient=new Kt(this._settings,this._metadataService)}async validateSigninResponse(e,t,n){let r=this._logger.create(`validateSigninResponse`);this._processSigninState(e,t),r.debug(`state processed`),await this._processCode(e,t,n),r.debug(`code processed`),e.isOpenId&&this._validateIdTokenAttributes(e,``,t.nonce),r.debug(`tokens validated`),await this._processClaims(e,t?.skipUserInfo,e.isOpenId),r.debug(`claims processed`)}async validateCredentialsResponse(e,t){let n=this._logger.create(`validateCredentialsResponse`),r=e.isOpenId&&!!e.id_token;r&&this._validateIdTokenAttributes(e),n.debug(`tokens validated`),await this._processClaims(e,t,r),n.debug(`claims processed`)}async validateRefreshResponse(e,t){let n=this._logger.create(`validateRefreshResponse`);e.userState=t.data,e.session_state??=t.session_state,e.scope??=t.scope,e.isOpenId&&e.id_token&&(this._validateIdTokenAttributes(e,t.id_token),n.debug(`ID Token validated`)),e.id_token||(e.id_token=t.id_token,e.profile=t.profile);let r=e.isOpenId&&!!e.id_token;await this._processClaims(e,!1,r),n.debug(`claims processed`)}validateSignoutResponse(e,t){let n=this._logger.create(`validateSignoutResponse`);if(t.id!==e.state&&n.throw(Error(`State does not match`)),n.debug(`state validated`),e.userState=t.data,e.error)throw n.warn(`Response was error`,e.error),new jt(e)}_processSigninState(e,t){let n=this._logger.create(`_processSigninState`);if(t.id!==e.state&&n.throw(Error(`State does not match`)),t.client_id||n.throw(Error(`No client_id on state`)),t.authority||n.throw(Error(`No authority on state`)),this._settings.authority!==t.authority&&n.throw(Error(`authority mismatch on settings vs. signin state`)),this._settings.client_id&&this._settings.client_id!==t.client_id&&n.throw(Error(`client_id mismatch on settings vs. signin state`)),n.debug(`state validated`),e.userState=t.data,e.url_state=t.url_state,e.scope??=t.scope,e.error)throw n.warn(`Response was error`,e.error),new jt(e);t.code_verifier&&!e.code&&n.throw(Error(`Expected code in response`))}async _processClaims(e,t=!1,n=!0){let r=this._logger.create(`_processClaims`);if(e.profile=this._claimsService.filterProtocolClaims(e.profile),t||!this._settings.loadUserInfo||!e.access_token){r.debug(`not loading user info`);return}r.debug(`loading user info`);let i=await this._userInfoService.getClaims(e.access_token);r.debug(`user info claims received from user info endpoint`),n&&i.sub!==e.profile.sub&&r.throw(Error(`subject from UserInfo response does not match subject in ID Token`)),e.profile=this._claimsService.mergeClaims(e.profile,this._claimsService.filterProtocolClaims(i)),r.debug(`user info claims received, updated profile:`,e.profile)}async _processCode(e,t,n){let r=this._logger.create(`_processCode`);if(e.code){r.debug(`Validating code`);let i=await this._tokenClient.exchangeCode({client_id:t.client_id,client_secret:t.client_secret,code:e.code,redirect_uri:t.redirect_uri,code_verifier:t.code_verifier,extraHeaders:n,...t.extraTokenParams});Object.assign(e,i)}else r.debug(`No code to process`)}_validateIdTokenAttributes(e,t,n){let r=this._logger.create(`_validateIdTokenAttributes`);r.debug(`decoding ID Token JWT`);let i=wt.decode(e.id_token??``);if(i.sub||r.throw(Error(`ID Token is missing a subject claim`)),n&&i.nonce!==n&&r.throw(Error(`nonce in id_token does not match nonce in client storage`)),t){let e=wt.decode(t);i.sub!==e.sub&&r.throw(Error(`sub in id_token does not match current sub`)),i.auth_time&&i.auth_time!==e.auth_time&&r.throw(Error(`auth_time in id_token does not match original auth_time`)),i.azp&&i.azp!==e.azp&&r.throw(Error(`azp in id_token does not match original azp`)),!i.azp&&e.azp&&r.throw(Error(`azp not in id_token, but present in original id_token`))}e.profile=i}},Jt=class e{constructor(e){this.id=e.id||W.generateUUIDv4(),this.data=e.data,this.created=e.created&&e.created>0?e.created:K.getEpochTime(),this.request_type=e.request_type,this.url_state=e.url_state}toStorageString(){return new U(`State`).create(`toStorageString`),JSON.stringify({id:this.id,data:this.data,created:this.created,request_type:this.request_type,url_state:this.url_state})}static fromStorageString(t){return U.createStatic(`State`,`fromStorageString`),Promise.resolve(new e(JSON.parse(t)))}static async clearStaleState(t,n){let r=U.createStatic(`State`,`clearStaleState`),i=K.getEpochTime()-n,a=await t.getAllKeys();r.debug(`got keys`,a);for(let n=0;n<a.length;n++){let o=a[n],s=await t.get(o),c=!1;if(s)try{let t=await e.fromStorageString(s);r.debug(`got item from key:`,o,t.created),t.created<=i&&(c=!0)}catch(e){r.error(`Error parsing state for key:`,o,e),c=!0}else r.debug(`no item in storage for key:`,o),c=!0;c&&(r.debug(`removed item for key:`,o),t.remove(o))}}},Yt=class e extends Jt{constructor(e){super(e),this.code_verifier=e.code_verifier,this.code_challenge=e.code_challenge,this.authority=e.authority,this.client_id=e.client_id,this.redirect_uri=e.redirect_uri,this.scope=e.scope,this.client_secret=e.client_secret,this.extraTokenParams=e.extraTokenParams,this.response_mode=e.response_mode,this.skipUserInfo=e.skipUserInfo,this.nonce=e.nonce}static async create(t){let n=t.code_verifier===!0?W.generateCodeVerifier():t.code_verifier||void 0,r=n?await W.generateCodeChallenge(n):void 0;return new e({...t,code_verifier:n,code_challenge:r})}toStorageString(){return new U(`SigninState`).create(`toStorageString`),JSON.stringify({id:this.id,data:this.data,created:this.created,request_type:this.request_type,url_state:this.url_state,code_verifier:this.code_verifier,authority:this.authority,client_id:this.client_id,redirect_uri:this.redirect_uri,scope:this.scope,client_secret:this.client_secret,extraTokenParams:this.extraTokenParams,response_mode:this.response_mode,skipUserInfo:this.skipUserInfo,nonce:this.nonce})}static fromStorageString(t){U.createStatic(`SigninState`,`fromStorageString`);let n=JSON.parse(t);return e.create(n)}},Xt=class e{constructor(e){this.url=e.url,this.state=e.state}static async create({url:t,authority:n,client_id:r,redirect_uri:i,response_type:a,scope:o,state_data:s,response_mode:c,request_type:l,client_secret:u,nonce:d,url_state:f,resource:p,skipUserInfo:m,extraQueryParams:h,extraTokenParams:g,disablePKCE:_,dpopJkt:v,omitScopeWhenRequesting:y,...b}){if(!t)throw this._logger.error(`create: No url passed`),Error(`url`);if(!r)throw this._logger.error(`create: No client_id passed`),Error(`client_id`);if(!i)throw this._logger.error(`create: No redirect_uri passed`),Error(`redirect_uri`);if(!a)throw this._logger.error(`create: No response_type passed`),Error(`response_type`);if(!o)throw this._logger.error(`create: No scope passed`),Error(`scope`);if(!n)throw this._logger.error(`create: No authority passed`),Error(`authority`);let x=await Yt.create({data:s,request_type:l,url_state:f,code_verifier:!_,client_id:r,authority:n,redirect_uri:i,response_mode:c,client_secret:u,scope:o,extraTokenParams:g,skipUserInfo:m,nonce:d}),S=new URL(t);S.searchParams.append(`client_id`,r),S.searchParams.append(`redirect_uri`,i),S.searchParams.append(`response_type`,a),y||S.searchParams.append(`scope`,o),d&&S.searchParams.append(`nonce`,d),v&&S.searchParams.append(`dpop_jkt`,v);let C=x.id;f&&(C=`${C}${At}${f}`),S.searchParams.append(`state`,C),x.code_challenge&&(S.searchParams.append(`code_challenge`,x.code_challenge),S.searchParams.append(`code_challenge_method`,`S256`)),p&&(Array.isArray(p)?p:[p]).forEach(e=>S.searchParams.append(`resource`,e));for(let[e,t]of Object.entries({response_mode:c,...b,...h}))t!=null&&S.searchParams.append(e,t.toString());return new e({url:S.href,state:x})}};Xt._logger=new U(`SigninRequest`);var Zt=Xt,Qt=`openid`,$t=class{constructor(e){if(this.access_token=``,this.token_type=``,this.profile={},this.state=e.get(`state`),this.session_state=e.get(`session_state`),this.state){let e=decodeURIComponent(this.state).split(At);this.state=e[0],e.length>1&&(this.url_state=e.slice(1).join(At))}this.error=e.get(`error`),this.error_description=e.get(`error_description`),this.error_uri=e.get(`error_uri`),this.code=e.get(`code`)}get expires_in(){if(this.expires_at!==void 0)return this.expires_at-K.getEpochTime()}set expires_in(e){typeof e==`string`&&(e=Number(e)),e!==void 0&&e>=0&&(this.expires_at=Math.floor(e)+K.getEpochTime())}get isOpenId(){return this.scope?.split(` `).includes(Qt)||!!this.id_token}},en=class{constructor({url:e,state_data:t,id_token_hint:n,post_logout_redirect_uri:r,extraQueryParams:i,request_type:a,client_id:o,url_state:s}){if(this._logger=new U(`SignoutRequest`),!e)throw this._logger.error(`ctor: No url passed`),Error(`url`);let c=new URL(e);if(n&&c.searchParams.append(`id_token_hint`,n),o&&c.searchParams.append(`client_id`,o),r&&(c.searchParams.append(`post_logout_redirect_uri`,r),t||s)){this.state=new Jt({data:t,request_type:a,url_state:s});let e=this.state.id;s&&(e=`${e}${At}${s}`),c.searchParams.append(`state`,e)}for(let[e,t]of Object.entries({...i}))t!=null&&c.searchParams.append(e,t.toString());this.url=c.href}},tn=class{constructor(e){if(this.state=e.get(`state`),this.state){let e=decodeURIComponent(this.state).split(At);this.state=e[0],e.length>1&&(this.url_state=e.slice(1).join(At))}this.error=e.get(`error`),this.error_description=e.get(`error_description`),this.error_uri=e.get(`error_uri`)}},nn=[`nbf`,`jti`,`auth_time`,`nonce`,`acr`,`amr`,`azp`,`at_hash`],rn=[`sub`,`iss`,`aud`,`exp`,`iat`],an=class{constructor(e){this._settings=e,this._logger=new U(`ClaimsService`)}filterProtocolClaims(e){let t={...e};if(this._settings.filterProtocolClaims){let e;e=Array.isArray(this._settings.filterProtocolClaims)?this._settings.filterProtocolClaims:nn;for(let n of e)rn.includes(n)||delete t[n]}return t}mergeClaims(e,t){let n={...e};for(let[e,r]of Object.entries(t))if(n[e]!==r){if(Array.isArray(n[e])||Array.isArray(r)){if(this._settings.mergeClaimsStrategy.array==`replace`)n[e]=r;else{let t=Array.isArray(n[e])?n[e]:[n[e]];for(let e of Array.isArray(r)?r:[r])t.includes(e)||t.push(e);n[e]=t}}else n[e]=typeof n[e]==`object`&&typeof r==`object`?this.mergeClaims(n[e],r):r}return n}},on=class{constructor(e,t){this.keys=e,this.nonce=t}},sn=class{constructor(e,t){this._logger=new U(`OidcClient`),this.settings=e instanceof Wt?e:new Wt(e),this.metadataService=t??new Rt(this.settings),this._claimsService=new an(this.settings),this._validator=new qt(this.settings,this.metadataService,this._claimsService),this._tokenClient=new Kt(this.settings,this.metadataService)}async createSigninRequest({state:e,request:t,request_uri:n,request_type:r,id_token_hint:i,login_hint:a,skipUserInfo:o,nonce:s,url_state:c,response_type:l=this.settings.response_type,scope:u=this.settings.scope,redirect_uri:d=this.settings.redirect_uri,prompt:f=this.settings.prompt,display:p=this.settings.display,max_age:m=this.settings.max_age,ui_locales:h=this.settings.ui_locales,acr_values:g=this.settings.acr_values,resource:_=this.settings.resource,response_mode:v=this.settings.response_mode,extraQueryParams:y=this.settings.extraQueryParams,extraTokenParams:b=this.settings.extraTokenParams,dpopJkt:x,omitScopeWhenRequesting:S=this.settings.omitScopeWhenRequesting}){let C=this._logger.create(`createSigninRequest`);if(l!==`code`)throw Error(`Only the Authorization Code flow (with PKCE) is supported`);let w=await this.metadataService.getAuthorizationEndpoint();C.debug(`Received authorization endpoint`,w);let T=await Zt.create({url:w,authority:this.settings.authority,client_id:this.settings.client_id,redirect_uri:d,response_type:l,scope:u,state_data:e,url_state:c,prompt:f,display:p,max_age:m,ui_locales:h,id_token_hint:i,login_hint:a,acr_values:g,dpopJkt:x,resource:_,request:t,request_uri:n,extraQueryParams:y,extraTokenParams:b,request_type:r,response_mode:v,client_secret:this.settings.client_secret,skipUserInfo:o,nonce:s,disablePKCE:this.settings.disablePKCE,omitScopeWhenRequesting:S});await this.clearStaleState();let E=T.state;return await this.settings.stateStore.set(E.id,E.toStorageString()),T}async readSigninResponseState(e,t=!1){let n=this._logger.create(`readSigninResponseState`),r=new $t(kt.readParams(e,this.settings.response_mode));if(!r.state)throw n.throw(Error(`No state in response`)),null;let i=await this.settings.stateStore[t?`remove`:`get`](r.state);if(!i)throw n.throw(Error(`No matching state found in storage`)),null;return{state:await Yt.fromStorageString(i),response:r}}async processSigninResponse(e,t,n=!0){let r=this._logger.create(`processSigninResponse`),{state:i,response:a}=await this.readSigninResponseState(e,n);if(r.debug(`received state from storage; validating response`),this.settings.dpop&&this.settings.dpop.store){let e=await this.getDpopProof(this.settings.dpop.store);t={...t,DPoP:e}}try{await this._validator.validateSigninResponse(a,i,t)}catch(e){if(e instanceof It&&this.settings.dpop){let n=await this.getDpopProof(this.settings.dpop.store,e.nonce);t.DPoP=n,await this._validator.validateSigninResponse(a,i,t)}else throw e}return a}async getDpopProof(e,t){let n,r;return(await e.getAllKeys()).includes(this.settings.client_id)?(r=await e.get(this.settings.client_id),r.nonce!==t&&t&&(r.nonce=t,await e.set(this.settings.client_id,r))):(n=await W.generateDPoPKeys(),r=new on(n,t),await e.set(this.settings.client_id,r)),await W.generateDPoPProof({url:await this.metadataService.getTokenEndpoint(!1),httpMethod:`POST`,keyPair:r.keys,nonce:r.nonce})}async processResourceOwnerPasswordCredentials({username:e,password:t,skipUserInfo:n=!1,extraTokenParams:r={}}){let i=await this._tokenClient.exchangeCredentials({username:e,password:t,...r}),a=new $t(new URLSearchParams);return Object.assign(a,i),await this._validator.validateCredentialsResponse(a,n),a}async useRefreshToken({state:e,redirect_uri:t,resource:n,timeoutInSeconds:r,extraHeaders:i,extraTokenParams:a}){let o=this._logger.create(`useRefreshToken`),s;if(this.settings.refreshTokenAllowedScope===void 0)s=e.scope;else{let t=this.settings.refreshTokenAllowedScope.split(` `);s=(e.scope?.split(` `)||[]).filter(e=>t.includes(e)).join(` `)}if(this.settings.dpop&&this.settings.dpop.store){let e=await this.getDpopProof(this.settings.dpop.store);i={...i,DPoP:e}}let c;try{c=await this._tokenClient.exchangeRefreshToken({refresh_token:e.refresh_token,scope:s,redirect_uri:t,resource:n,timeoutInSeconds:r,extraHeaders:i,...a})}catch(o){if(o instanceof It&&this.settings.dpop)i.DPoP=await this.getDpopProof(this.settings.dpop.store,o.nonce),c=await this._tokenClient.exchangeRefreshToken({refresh_token:e.refresh_token,scope:s,redirect_uri:t,resource:n,timeoutInSeconds:r,extraHeaders:i,...a});else throw o}let l=new $t(new URLSearchParams);return Object.assign(l,c),o.debug(`validating response`,l),await this._validator.validateRefreshResponse(l,{...e,scope:s}),l}async createSignoutRequest({state:e,id_token_hint:t,client_id:n,request_type:r,url_state:i,post_logout_redirect_uri:a=this.settings.post_logout_redirect_uri,extraQueryParams:o=this.settings.extraQueryParams}={}){let s=this._logger.create(`createSignoutRequest`),c=await this.metadataService.getEndSessionEndpoint();if(!c)throw s.throw(Error(`No end session endpoint`)),null;s.debug(`Received end session endpoint`,c),!n&&a&&!t&&(n=this.settings.client_id);let l=new en({url:c,id_token_hint:t,client_id:n,post_logout_redirect_uri:a,state_data:e,extraQueryParams:o,request_type:r,url_state:i});await this.clearStaleState();let u=l.state;return u&&(s.debug(`Signout request has state to persist`),await this.settings.stateStore.set(u.id,u.toStorageString())),l}async readSignoutResponseState(e,t=!1){let n=this._logger.create(`readSignoutResponseState`),r=new tn(kt.readParams(e,this.settings.response_mode));if(!r.state){if(n.debug(`No state in response`),r.error)throw n.warn(`Response was error:`,r.error),new jt(r);return{state:void 0,response:r}}let i=await this.settings.stateStore[t?`remove`:`get`](r.state);if(!i)throw n.throw(Error(`No matching state found in storage`)),null;return{state:await Jt.fromStorageString(i),response:r}}async processSignoutResponse(e){let t=this._logger.create(`processSignoutResponse`),{state:n,response:r}=await this.readSignoutResponseState(e,!0);return n?(t.debug(`Received state from storage; validating response`),this._validator.validateSignoutResponse(r,n)):t.debug(`No state from storage; skipping response validation`),r}clearStaleState(){return this._logger.create(`clearStaleState`),Jt.clearStaleState(this.settings.stateStore,this.settings.staleStateAgeInSeconds)}async revokeToken(e,t){return this._logger.create(`revokeToken`),await this._tokenClient.revoke({token:e,token_type_hint:t})}},cn=class{constructor(e){this._userManager=e,this._logger=new U(`SessionMonitor`),this._start=async e=>{let t=e.session_state;if(!t)return;let n=this._logger.create(`_start`);if(e.profile?(this._sub=e.profile.sub,n.debug(`session_state`,t,`, sub`,this._sub)):(this._sub=void 0,n.debug(`session_state`,t,`, anonymous user`)),this._checkSessionIFrame)this._checkSessionIFrame.start(t);else try{let e=await this._userManager.metadataService.getCheckSessionIframe();if(e){n.debug(`initializing check session iframe`);let r=this._userManager.settings.client_id,i=this._userManager.settings.checkSessionIntervalInSeconds,a=this._userManager.settings.stopCheckSessionOnError,o=new Pt(this._callback,r,e,i,a);await o.load(),this._checkSessionIFrame=o,o.start(t)}else n.warn(`no check session iframe found in the metadata`)}catch(e){n.error(`Error from getCheckSessionIframe:`,e instanceof Error?e.message:e)}},this._stop=()=>{let e=this._logger.create(`_stop`);if(this._sub=void 0,this._checkSessionIFrame&&this._checkSessionIFrame.stop(),this._userManager.settings.monitorAnonymousSession){let t=setInterval(async()=>{clearInterval(t);try{let e=await this._userManager.querySessionStatus();if(e){let t={session_state:e.session_state,profile:e.sub?{sub:e.sub}:null};this._start(t)}}catch(t){e.error(`error from querySessionStatus`,t instanceof Error?t.message:t)}},1e3)}},this._callback=async()=>{let e=this._logger.create(`_callback`);try{let t=await this._userManager.querySessionStatus(),n=!0;t&&this._checkSessionIFrame?t.sub===this._sub?(n=!1,this._checkSessionIFrame.start(t.session_state),e.debug(`same sub still logged in at OP, session state has changed, restarting check session iframe; session_state`,t.session_state),await this._userManager.events._raiseUserSessionChanged()):e.debug(`different subject signed into OP`,t.sub):e.debug(`subject no longer signed into OP`),n?this._sub?await this._userManager.events._raiseUserSignedOut():await this._userManager.events._raiseUserSignedIn():e.debug(`no change in session detected, no event to raise`)}catch(t){this._sub&&(e.debug(`Error calling queryCurrentSigninSession; raising signed out event`,t),await this._userManager.events._raiseUserSignedOut())}},e||this._logger.throw(Error(`No user manager passed`)),this._userManager.events.addUserLoaded(this._start),this._userManager.events.addUserUnloaded(this._stop),this._init().catch(e=>{this._logger.error(e)})}async _init(){this._logger.create(`_init`);let e=await this._userManager.getUser();if(e)this._start(e);else if(this._userManager.settings.monitorAnonymousSession){let e=await this._userManager.querySessionStatus();if(e){let t={session_state:e.session_state,profile:e.sub?{sub:e.sub}:null};this._start(t)}}}},ln=class e{constructor(e){this.id_token=e.id_token,this.session_state=e.session_state??null,this.access_token=e.access_token,this.refresh_token=e.refresh_token,this.token_type=e.token_type,this.scope=e.scope,this.profile=e.profile,this.expires_at=e.expires_at,this.state=e.userState,this.url_state=e.url_state}get expires_in(){if(this.expires_at!==void 0)return this.expires_at-K.getEpochTime()}set expires_in(e){e!==void 0&&(this.expires_at=Math.floor(e)+K.getEpochTime())}get expired(){let e=this.expires_in;if(e!==void 0)return e<=0}get scopes(){return this.scope?.split(` `)??[]}toStorageString(){return new U(`User`).create(`toStorageString`),JSON.stringify({id_token:this.id_token,session_state:this.session_state,access_token:this.access_token,refresh_token:this.refresh_token,token_type:this.token_type,scope:this.scope,profile:this.profile,expires_at:this.expires_at})}static fromStorageString(t){return U.createStatic(`User`,`fromStorageString`),new e(JSON.parse(t))}},un=`oidc-client`,dn=class{constructor(){this._abort=new G(`Window navigation aborted`),this._disposeHandlers=new Set,this._window=null}async navigate(e){let t=this._logger.create(`navigate`);if(!this._window)throw Error(`Attempted to navigate on a disposed window`);t.debug(`setting URL in window`),this._window.location.replace(e.url);let{url:n,keepOpen:r}=await new Promise((n,r)=>{let i=i=>{let a=i.data,o=e.scriptOrigin??window.location.origin;if(i.origin===o&&a?.source===un){try{let n=kt.readParams(a.url,e.response_mode).get(`state`);if(n||t.warn(`no state found in response url`),i.source!==this._window&&n!==e.state)return}catch{this._dispose(),r(Error(`Invalid response from window`))}n(a)}};window.addEventListener(`message`,i,!1),this._disposeHandlers.add(()=>window.removeEventListener(`message`,i,!1));let a=new BroadcastChannel(`oidc-client-popup-${e.state}`);a.addEventListener(`message`,i,!1),this._disposeHandlers.add(()=>a.close()),this._disposeHandlers.add(this._abort.addHandler(e=>{this._dispose(),r(e)}))});return t.debug(`got response from window`),this._dispose(),r||this.close(),{url:n}}_dispose(){this._logger.create(`_dispose`);for(let e of this._disposeHandlers)e();this._disposeHandlers.clear()}static _notifyParent(e,t,n=!1,r=window.location.origin){let i={source:un,url:t,keepOpen:n},a=new U(`_notifyParent`);if(e)a.debug(`With parent. Using parent.postMessage.`),e.postMessage(i,r);else{a.debug(`No parent. Using BroadcastChannel.`);let e=new URL(t).searchParams.get(`state`);if(!e)throw Error(`No parent and no state in URL. Can't complete notification.`);let n=new BroadcastChannel(`oidc-client-popup-${e}`);n.postMessage(i),n.close()}}},fn={location:!1,toolbar:!1,height:640,closePopupWindowAfterInSeconds:-1},pn=`_blank`,mn=60,hn=2,gn=10,_n=class extends Wt{constructor(e){let{popup_redirect_uri:t=e.redirect_uri,popup_post_logout_redirect_uri:n=e.post_logout_redirect_uri,popupWindowFeatures:r=fn,popupWindowTarget:i=pn,redirectMethod:a=`assign`,redirectTarget:o=`self`,iframeNotifyParentOrigin:s=e.iframeNotifyParentOrigin,iframeScriptOrigin:c=e.iframeScriptOrigin,requestTimeoutInSeconds:l,silent_redirect_uri:u=e.redirect_uri,silentRequestTimeoutInSeconds:d,automaticSilentRenew:f=!0,validateSubOnSilentRenew:p=!0,includeIdTokenInSilentRenew:m=!1,monitorSession:h=!1,monitorAnonymousSession:g=!1,checkSessionIntervalInSeconds:_=hn,query_status_response_type:v=`code`,stopCheckSessionOnError:y=!0,revokeTokenTypes:b=[`access_token`,`refresh_token`],revokeTokensOnSignout:x=!1,includeIdTokenInSilentSignout:S=!1,accessTokenExpiringNotificationTimeInSeconds:C=mn,maxSilentRenewTimeoutRetries:w,userStore:T}=e;if(super(e),this.popup_redirect_uri=t,this.popup_post_logout_redirect_uri=n,this.popupWindowFeatures=r,this.popupWindowTarget=i,this.redirectMethod=a,this.redirectTarget=o,this.iframeNotifyParentOrigin=s,this.iframeScriptOrigin=c,this.silent_redirect_uri=u,this.silentRequestTimeoutInSeconds=d||l||gn,this.automaticSilentRenew=f,this.validateSubOnSilentRenew=p,this.includeIdTokenInSilentRenew=m,this.monitorSession=h,this.monitorAnonymousSession=g,this.checkSessionIntervalInSeconds=_,this.stopCheckSessionOnError=y,this.query_status_response_type=v,this.revokeTokenTypes=b,this.revokeTokensOnSignout=x,this.includeIdTokenInSilentSignout=S,this.accessTokenExpiringNotificationTimeInSeconds=C,this.maxSilentRenewTimeoutRetries=w,T)this.userStore=T;else{let e=typeof window<`u`?window.sessionStorage:new Ft;this.userStore=new zt({store:e})}}},vn=class e extends dn{constructor({silentRequestTimeoutInSeconds:t=gn}){super(),this._logger=new U(`IFrameWindow`),this._timeoutInSeconds=t,this._frame=e.createHiddenIframe(),this._window=this._frame.contentWindow}static createHiddenIframe(){let e=window.document.createElement(`iframe`);return e.style.visibility=`hidden`,e.style.position=`fixed`,e.style.left=`-1000px`,e.style.top=`0`,e.width=`0`,e.height=`0`,window.document.body.appendChild(e),e}async navigate(e){this._logger.debug(`navigate: Using timeout of:`,this._timeoutInSeconds);let t=setTimeout(()=>void this._abort.raise(new Mt(`IFrame timed out without a response`)),this._timeoutInSeconds*1e3);return this._disposeHandlers.add(()=>clearTimeout(t)),await super.navigate(e)}close(){var e;this._frame&&=(this._frame.parentNode&&(this._frame.addEventListener(`load`,e=>{var t;let n=e.target;(t=n.parentNode)==null||t.removeChild(n),this._abort.raise(Error(`IFrame removed from DOM`))},!0),(e=this._frame.contentWindow)==null||e.location.replace(`about:blank`)),null),this._window=null}static notifyParent(e,t){return super._notifyParent(window.parent,e,!1,t)}},yn=class{constructor(e){this._settings=e,this._logger=new U(`IFrameNavigator`)}async prepare({silentRequestTimeoutInSeconds:e=this._settings.silentRequestTimeoutInSeconds}){return new vn({silentRequestTimeoutInSeconds:e})}async callback(e){this._logger.create(`callback`),vn.notifyParent(e,this._settings.iframeNotifyParentOrigin)}},bn=500,xn=1e3,Sn=class extends dn{constructor({popupWindowTarget:e=pn,popupWindowFeatures:t={},popupSignal:n,popupAbortOnClose:r}){super(),this._logger=new U(`PopupWindow`);let i=Ot.center({...fn,...t});this._window=window.open(void 0,e,Ot.serialize(i)),this.abortOnClose=!!r,n&&n.addEventListener(`abort`,()=>{this._abort.raise(Error(n.reason??`Popup aborted`))}),t.closePopupWindowAfterInSeconds&&t.closePopupWindowAfterInSeconds>0&&setTimeout(()=>{!this._window||typeof this._window.closed!=`boolean`||this._window.closed?this._abort.raise(Error(`Popup blocked by user`)):this.close()},t.closePopupWindowAfterInSeconds*xn)}async navigate(e){var t;(t=this._window)==null||t.focus();let n=setInterval(()=>{(!this._window||this._window.closed)&&(this._logger.debug(`Popup closed by user or isolated by redirect`),r(),this._disposeHandlers.delete(r),this.abortOnClose&&this._abort.raise(Error(`Popup closed by user`)))},bn),r=()=>clearInterval(n);return this._disposeHandlers.add(r),await super.navigate(e)}close(){this._window&&(this._window.closed||(this._window.close(),this._abort.raise(Error(`Popup closed`)))),this._window=null}static notifyOpener(e,t){super._notifyParent(window.opener,e,t),!t&&!window.opener&&window.close()}},Cn=class{constructor(e){this._settings=e,this._logger=new U(`PopupNavigator`)}async prepare({popupWindowFeatures:e=this._settings.popupWindowFeatures,popupWindowTarget:t=this._settings.popupWindowTarget,popupSignal:n,popupAbortOnClose:r}){return new Sn({popupWindowFeatures:e,popupWindowTarget:t,popupSignal:n,popupAbortOnClose:r})}async callback(e,{keepOpen:t=!1}){this._logger.create(`callback`),Sn.notifyOpener(e,t)}},wn=class{constructor(e){this._settings=e,this._logger=new U(`RedirectNavigator`)}async prepare({redirectMethod:e=this._settings.redirectMethod,redirectTarget:t=this._settings.redirectTarget}){this._logger.create(`prepare`);let n=window.self;t===`top`&&(n=window.top??window.self);let r=n.location[e].bind(n.location),i;return{navigate:async e=>(this._logger.create(`navigate`),await new Promise((t,n)=>{i=n,window.addEventListener(`pageshow`,()=>t(window.location.href)),r(e.url)})),close:()=>{this._logger.create(`close`),i?.(Error(`Redirect aborted`)),n.stop()}}}async callback(){}},Tn=class extends Nt{constructor(e){super({expiringNotificationTimeInSeconds:e.accessTokenExpiringNotificationTimeInSeconds}),this._logger=new U(`UserManagerEvents`),this._userLoaded=new G(`User loaded`),this._userUnloaded=new G(`User unloaded`),this._silentRenewError=new G(`Silent renew error`),this._userSignedIn=new G(`User signed in`),this._userSignedOut=new G(`User signed out`),this._userSessionChanged=new G(`User session changed`)}async load(e,t=!0){await super.load(e),t&&await this._userLoaded.raise(e)}async unload(){await super.unload(),await this._userUnloaded.raise()}addUserLoaded(e){return this._userLoaded.addHandler(e)}removeUserLoaded(e){return this._userLoaded.removeHandler(e)}addUserUnloaded(e){return this._userUnloaded.addHandler(e)}removeUserUnloaded(e){return this._userUnloaded.removeHandler(e)}addSilentRenewError(e){return this._silentRenewError.addHandler(e)}removeSilentRenewError(e){return this._silentRenewError.removeHandler(e)}async _raiseSilentRenewError(e){await this._silentRenewError.raise(e)}addUserSignedIn(e){return this._userSignedIn.addHandler(e)}removeUserSignedIn(e){this._userSignedIn.removeHandler(e)}async _raiseUserSignedIn(){await this._userSignedIn.raise()}addUserSignedOut(e){return this._userSignedOut.addHandler(e)}removeUserSignedOut(e){this._userSignedOut.removeHandler(e)}async _raiseUserSignedOut(){await this._userSignedOut.raise()}addUserSessionChanged(e){return this._userSessionChanged.addHandler(e)}removeUserSessionChanged(e){this._userSessionChanged.removeHandler(e)}async _raiseUserSessionChanged(){await this._userSessionChanged.raise()}},En=class{constructor(e){this._userManager=e,this._logger=new U(`SilentRenewService`),this._isStarted=!1,this._retryTimer=new K(`Retry Silent Renew`),this._timeoutRetryCount=0,this._tokenExpiring=async()=>{let e=this._logger.create(`_tokenExpiring`);try{await this._userManager.signinSilent(),this._timeoutRetryCount=0,e.debug(`silent token renewal successful`)}catch(t){if(t instanceof Mt){this._timeoutRetryCount++;let n=this._userManager.settings.maxSilentRenewTimeoutRetries;if(n!==void 0&&this._timeoutRetryCount>n){e.error(`Timeout retry limit reached (${this._timeoutRetryCount} > ${n}), raising silentRenewError:`,t),this._timeoutRetryCount=0,await this._userManager.events._raiseSilentRenewError(t);return}e.warn(`ErrorTimeout from signinSilent (attempt ${this._timeoutRetryCount}), retry in 5s:`,t),this._retryTimer.init(5);return}e.error(`Error from signinSilent:`,t),this._timeoutRetryCount=0,await this._userManager.events._raiseSilentRenewError(t)}}}async start(){let e=this._logger.create(`start`);if(!this._isStarted){this._isStarted=!0,this._userManager.events.addAccessTokenExpiring(this._tokenExpiring),this._retryTimer.addHandler(this._tokenExpiring);try{await this._userManager.getUser()}catch(t){e.error(`getUser error`,t)}}}stop(){this._isStarted&&=(this._retryTimer.cancel(),this._retryTimer.removeHandler(this._tokenExpiring),this._userManager.events.removeAccessTokenExpiring(this._tokenExpiring),!1)}},Dn=class{constructor(e){this.refresh_token=e.refresh_token,this.id_token=e.id_token,this.session_state=e.session_state,this.scope=e.scope,this.profile=e.profile,this.data=e.state}},On=class{constructor(e,t,n,r){this._logger=new U(`UserManager`),this.settings=new _n(e),this._client=new sn(e),this._redirectNavigator=t??new wn(this.settings),this._popupNavigator=n??new Cn(this.settings),this._iframeNavigator=r??new yn(this.settings),this._events=new Tn(this.settings),this._silentRenewService=new En(this),this.settings.automaticSilentRenew&&this.startSilentRenew(),this._sessionMonitor=null,this.settings.monitorSession&&(this._sessionMonitor=new cn(this))}get events(){return this._events}get metadataService(){return this._client.metadataService}async getUser(e=!1){let t=this._logger.create(`getUser`),n=await this._loadUser();return n?(t.info(`user loaded`),await this._events.load(n,e),n):(t.info(`user not found in storage`),null)}async removeUser(){let e=this._logger.create(`removeUser`);await this.storeUser(null),e.info(`user removed from storage`),await this._events.unload()}async signinRedirect(e={}){this._logger.create(`signinRedirect`);let{redirectMethod:t,...n}=e,r;this.settings.dpop?.bind_authorization_code&&(r=await this.generateDPoPJkt(this.settings.dpop));let i=await this._redirectNavigator.prepare({redirectMethod:t});await this._signinStart({request_type:`si:r`,dpopJkt:r,...n},i)}async signinRedirectCallback(e=window.location.href){let t=this._logger.create(`signinRedirectCallback`),n=await this._signinEnd(e);return n.profile&&n.profile.sub?t.info(`success, signed in subject`,n.profile.sub):t.info(`no subject`),n}async signinResourceOwnerCredentials({username:e,password:t,skipUserInfo:n=!1}){let r=this._logger.create(`signinResourceOwnerCredential`),i=await this._client.processResourceOwnerPasswordCredentials({username:e,password:t,skipUserInfo:n,extraTokenParams:this.settings.extraTokenParams});r.debug(`got signin response`);let a=await this._buildUser(i);return a.profile&&a.profile.sub?r.info(`success, signed in subject`,a.profile.sub):r.info(`no subject`),a}async signinPopup(e={}){let t=this._logger.create(`signinPopup`),n;this.settings.dpop?.bind_authorization_code&&(n=await this.generateDPoPJkt(this.settings.dpop));let{popupWindowFeatures:r,popupWindowTarget:i,popupSignal:a,popupAbortOnClose:o,...s}=e,c=this.settings.popup_redirect_uri;c||t.throw(Error(`No popup_redirect_uri configured`));let l=await this._popupNavigator.prepare({popupWindowFeatures:r,popupWindowTarget:i,popupSignal:a,popupAbortOnClose:o}),u=await this._signin({request_type:`si:p`,redirect_uri:c,display:`popup`,dpopJkt:n,...s},l);return u&&(u.profile&&u.profile.sub?t.info(`success, signed in subject`,u.profile.sub):t.info(`no subject`)),u}async signinPopupCallback(e=window.location.href,t=!1){let n=this._logger.create(`signinPopupCallback`);await this._popupNavigator.callback(e,{keepOpen:t}),n.info(`success`)}async signinSilent(e={}){let t=this._logger.create(`signinSilent`),{silentRequestTimeoutInSeconds:n,...r}=e,i=await this._loadUser();if(!e.forceIframeAuth&&i?.refresh_token){t.debug(`using refresh token`);let e=new Dn(i);return await this._useRefreshToken({state:e,redirect_uri:r.redirect_uri,resource:r.resource,extraTokenParams:r.extraTokenParams,timeoutInSeconds:n})}let a;this.settings.dpop?.bind_authorization_code&&(a=await this.generateDPoPJkt(this.settings.dpop));let o=this.settings.silent_redirect_uri;o||t.throw(Error(`No silent_redirect_uri configured`));let s;i&&this.settings.validateSubOnSilentRenew&&(t.debug(`subject prior to silent renew:`,i.profile.sub),s=i.profile.sub);let c=await this._iframeNavigator.prepare({silentRequestTimeoutInSeconds:n});return i=await this._signin({request_type:`si:s`,redirect_uri:o,prompt:`none`,id_token_hint:this.settings.includeIdTokenInSilentRenew?i?.id_token:void 0,dpopJkt:a,...r},c,s),i&&(i.profile?.sub?t.info(`success, signed in subject`,i.profile.sub):t.info(`no subject`)),i}async _useRefreshToken(e){let t=await this._client.useRefreshToken({timeoutInSeconds:this.settings.silentRequestTimeoutInSeconds,...e}),n=new ln({...e.state,...t});return await this.storeUser(n),await this._events.load(n),n}async signinSilentCallback(e=window.location.href){let t=this._logger.create(`signinSilentCallback`);await this._iframeNavigator.callback(e),t.info(`success`)}async signinCallback(e=window.location.href){let{state:t}=await this._client.readSigninResponseState(e);switch(t.request_type){case`si:r`:return await this.signinRedirectCallback(e);case`si:p`:await this.signinPopupCallback(e);break;case`si:s`:await this.signinSilentCallback(e);break;default:throw Error(`invalid request_type in state`)}}async signoutCallback(e=window.location.href,t=!1){let{state:n}=await this._client.readSignoutResponseState(e);if(n)switch(n.request_type){case`so:r`:return await this.signoutRedirectCallback(e);case`so:p`:await this.signoutPopupCallback(e,t);break;case`so:s`:await this.signoutSilentCallback(e);break;default:throw Error(`invalid request_type in state`)}}async querySessionStatus(e={}){let t=this._logger.create(`querySessionStatus`),{silentRequestTimeoutInSeconds:n,...r}=e,i=this.settings.silent_redirect_uri;i||t.throw(Error(`No silent_redirect_uri configured`));let a=await this._loadUser(),o=await this._iframeNavigator.prepare({silentRequestTimeoutInSeconds:n}),s=await this._signinStart({request_type:`si:s`,redirect_uri:i,prompt:`none`,id_token_hint:this.settings.includeIdTokenInSilentRenew?a?.id_token:void 0,response_type:this.settings.query_status_response_type,scope:`openid`,skipUserInfo:!0,...r},o);try{let e=await this._client.processSigninResponse(s.url,{});return t.debug(`got signin response`),e.session_state&&e.profile.sub?(t.info(`success for subject`,e.profile.sub),{session_state:e.session_state,sub:e.profile.sub}):(t.info(`success, user not authenticated`),null)}catch(e){if(this.settings.monitorAnonymousSession&&e instanceof jt)switch(e.error){case`login_required`:case`consent_required`:case`interaction_required`:case`account_selection_required`:return t.info(`success for anonymous user`),{session_state:e.session_state}}throw e}}async _signin(e,t,n){let r=await this._signinStart(e,t);return await this._signinEnd(r.url,n)}async _signinStart(e,t){let n=this._logger.create(`_signinStart`);try{let r=await this._client.createSigninRequest(e);return n.debug(`got signin request`),await t.navigate({url:r.url,state:r.state.id,response_mode:r.state.response_mode,scriptOrigin:this.settings.iframeScriptOrigin})}catch(e){throw n.debug(`error after preparing navigator, closing navigator window`),t.close(),e}}async _signinEnd(e,t){let n=this._logger.create(`_signinEnd`),r=await this._client.processSigninResponse(e,{});return n.debug(`got signin response`),await this._buildUser(r,t)}async _buildUser(e,t){let n=this._logger.create(`_buildUser`),r=new ln(e);if(t){if(t!==r.profile.sub)throw n.debug(`current user does not match user returned from signin. sub from signin:`,r.profile.sub),new jt({...e,error:`login_required`});n.debug(`current user matches user returned from signin`)}return await this.storeUser(r),n.debug(`user stored`),await this._events.load(r),r}async signoutRedirect(e={}){let t=this._logger.create(`signoutRedirect`),{redirectMethod:n,...r}=e,i=await this._redirectNavigator.prepare({redirectMethod:n});await this._signoutStart({request_type:`so:r`,post_logout_redirect_uri:this.settings.post_logout_redirect_uri,...r},i),t.info(`success`)}async signoutRedirectCallback(e=window.location.href){let t=this._logger.create(`signoutRedirectCallback`),n=await this._signoutEnd(e);return t.info(`success`),n}async signoutPopup(e={}){let t=this._logger.create(`signoutPopup`),{popupWindowFeatures:n,popupWindowTarget:r,popupSignal:i,...a}=e,o=this.settings.popup_post_logout_redirect_uri,s=await this._popupNavigator.prepare({popupWindowFeatures:n,popupWindowTarget:r,popupSignal:i});await this._signout({request_type:`so:p`,post_logout_redirect_uri:o,state:o==null?void 0:{},...a},s),t.info(`success`)}async signoutPopupCallback(e=window.location.href,t=!1){let n=this._logger.create(`signoutPopupCallback`);await this._popupNavigator.callback(e,{keepOpen:t}),n.info(`success`)}async _signout(e,t){let n=await this._signoutStart(e,t);return await this._signoutEnd(n.url)}async _signoutStart(e={},t){let n=this._logger.create(`_signoutStart`);try{let r=await this._loadUser();n.debug(`loaded current user from storage`),this.settings.revokeTokensOnSignout&&await this._revokeInternal(r);let i=e.id_token_hint||r&&r.id_token;i&&(n.debug(`setting id_token_hint in signout request`),e.id_token_hint=i),await this.removeUser(),n.debug(`user removed, creating signout request`);let a=await this._client.createSignoutRequest(e);return n.debug(`got signout request`),await t.navigate({url:a.url,state:a.state?.id,scriptOrigin:this.settings.iframeScriptOrigin})}catch(e){throw n.debug(`error after preparing navigator, closing navigator window`),t.close(),e}}async _signoutEnd(e){let t=this._logger.create(`_signoutEnd`),n=await this._client.processSignoutResponse(e);return t.debug(`got signout response`),n}async signoutSilent(e={}){let t=this._logger.create(`signoutSilent`),{silentRequestTimeoutInSeconds:n,...r}=e,i=this.settings.includeIdTokenInSilentSignout?(await this._loadUser())?.id_token:void 0,a=this.settings.popup_post_logout_redirect_uri,o=await this._iframeNavigator.prepare({silentRequestTimeoutInSeconds:n});await this._signout({request_type:`so:s`,post_logout_redirect_uri:a,id_token_hint:i,...r},o),t.info(`success`)}async signoutSilentCallback(e=window.location.href){let t=this._logger.create(`signoutSilentCallback`);await this._iframeNavigator.callback(e),t.info(`success`)}async revokeTokens(e){let t=await this._loadUser();await this._revokeInternal(t,e)}async _revokeInternal(e,t=this.settings.revokeTokenTypes){let n=this._logger.create(`_revokeInternal`);if(!e)return;let r=t.filter(t=>typeof e[t]==`string`);if(!r.length)n.debug(`no need to revoke due to no token(s)`);else{for(let t of r)await this._client.revokeToken(e[t],t),n.info(`${t} revoked successfully`),t!==`access_token`&&(e[t]=null);await this.storeUser(e),n.debug(`user stored`),await this._events.load(e)}}startSilentRenew(){this._logger.create(`startSilentRenew`),this._silentRenewService.start()}stopSilentRenew(){this._silentRenewService.stop()}get _userStoreKey(){return`user:${this.settings.authority}:${this.settings.client_id}`}async _loadUser(){let e=this._logger.create(`_loadUser`),t=await this.settings.userStore.get(this._userStoreKey);return t?(e.debug(`user storageString loaded`),ln.fromStorageString(t)):(e.debug(`no user storageString`),null)}async storeUser(e){let t=this._logger.create(`storeUser`);if(e){t.debug(`storing user`);let n=e.toStorageString();await this.settings.userStore.set(this._userStoreKey,n)}else this._logger.debug(`removing user`),await this.settings.userStore.remove(this._userStoreKey),this.settings.dpop&&await this.settings.dpop.store.remove(this.settings.client_id)}async clearStaleState(){await this._client.clearStaleState()}async dpopProof(e,t,n,r){let i=await(this.settings.dpop?.store)?.get(this.settings.client_id);if(i)return await W.generateDPoPProof({url:e,accessToken:t?.access_token,httpMethod:n,keyPair:i.keys,nonce:r})}async generateDPoPJkt(e){let t=await e.store.get(this.settings.client_id);return t||(t=new on(await W.generateDPoPKeys()),await e.store.set(this.settings.client_id,t)),await W.generateDPoPJkt(t.keys)}},kn=`/console`,An=B(Pn()),jn=e=>kn+e;function Mn(e,t=!1){e!==An.value&&(t?history.replaceState(null,``,jn(e)):history.pushState(null,``,jn(e)),An.value=e)}function Nn(){addEventListener(`popstate`,()=>{An.value=Pn()}),document.addEventListener(`click`,e=>{let t=e.target.closest?.(`a[href]`),n=e.button===0&&!e.metaKey&&!e.ctrlKey&&!e.shiftKey&&!e.altKey;t&&n&&!e.defaultPrevented&&!t.target&&t.origin===location.origin&&t.pathname.startsWith(`${kn}/`)&&!t.hash&&(e.preventDefault(),Mn(t.pathname.slice(8)))})}function Pn(){return location.pathname.startsWith(`${kn}/`)?location.pathname.slice(8):`/`}var q=B(void 0),Fn=B(``),In=`/signed-in`,Ln=null;async function Rn(){try{let e=await _t();if(!e){q.value=null;return}if(Ln=Un(e),Ln.events.addAccessTokenExpired(()=>void Hn()),An.value===In){await Wn(Ln);return}let t=zn();if(t)return await Bn(t);let n=await Ln.getUser();if(n?.expired)return await Hn();Gn(n)}catch{Fn.value=`failed`,q.value=null}}var zn=()=>new URLSearchParams(location.search).get(`as`);async function Bn(e){let t=An.value===In?`/`:An.value;await Ln?.signinRedirect({state:t,login_hint:e})}async function Vn(e=`signed-out`){Fn.value=e,q.value=null,await Ln?.removeUser()}var Hn=()=>Vn(`expired`);function Un(e){let t=`${location.origin}/console`;return new On({authority:e.issuer,metadata:{issuer:e.issuer,authorization_endpoint:e.authorizeUrl,token_endpoint:e.tokenUrl},client_id:e.clientId,redirect_uri:t+In,response_type:`code`,scope:e.scope,automaticSilentRenew:!1,monitorSession:!1,userStore:new zt({store:sessionStorage}),stateStore:new zt({store:sessionStorage})})}async function Wn(e){try{let t=await e.signinRedirectCallback();Mn(typeof t.state==`string`?t.state:`/`,!0),Gn(t)}catch{Mn(`/`,!0),Fn.value=`failed`,q.value=null}}function Gn(e){q.value=e?{name:e.profile.name??``,token:e.access_token}:null,e&&(Fn.value=``)}var Kn=class extends Error{code;fields;requestId;constructor(e,t,n=[],r){super(t),this.code=e,this.fields=n,this.requestId=r}},qn=6e4,Jn=e=>e instanceof Kn?e:new Kn(`INTERNAL`,String(e));async function Yn(e,t){let n=q.value?.token??``,r;try{r=await fetch(`/graphql`,{method:`POST`,headers:{"Content-Type":`application/json`,Authorization:`Bearer ${n}`},body:JSON.stringify({query:e.toString(),variables:t}),cache:`no-store`,signal:AbortSignal.timeout(qn)})}catch(e){throw new Kn(`OFFLINE`,String(e))}let i=await r.json().catch(()=>null),a=i?.errors?.[0];if(i?.data&&!a)return i.data;throw a?Xn(a,n):new Kn(Zn(r.status),`HTTP status ${r.status}`)}function Xn(e,t){let n=e.extensions?.code??`INTERNAL`;return n===`UNAUTHENTICATED`&&t&&t===q.value?.token&&Hn(),new Kn(n,e.message,e.extensions?.fields,e.extensions?.requestId)}function Zn(e){return e===401?`UNAUTHENTICATED`:e===429?`RATE_LIMITED`:`UNAVAILABLE`}var J=class extends String{__apiType;value;__meta__;constructor(e,t){super(e),this.value=e,this.__meta__=t}toString(){return this.value}};new J(`
    fragment StepFields on CampaignStep {
  at
  by
  did
  to
  hash
  note
}
    `,{fragmentName:`StepFields`}),new J(`
    fragment CampaignRow on Campaign {
  id
  state
  hash
  author
  editors
  createdAt
  startsAt
  endedAt
  draft {
    title
  }
  submitted {
    ...StepFields
  }
}
    fragment StepFields on CampaignStep {
  at
  by
  did
  to
  hash
  note
}`,{fragmentName:`CampaignRow`}),new J(`
    fragment DraftFields on CampaignDraft {
  title
  text
  link
  pushText
  minus
  references
  window {
    days
    from
    until
  }
  perMinute
  expiresAt
}
    `,{fragmentName:`DraftFields`}),new J(`
    fragment FieldProblem on FieldError {
  path
  message
  advice
}
    `,{fragmentName:`FieldProblem`}),new J(`
    fragment CampaignFull on Campaign {
  id
  state
  hash
  author
  editors
  createdAt
  startsAt
  endedAt
  waitsForConfirmation
  why
  draft {
    ...DraftFields
  }
  problems {
    ...FieldProblem
  }
  warnings {
    path
    kind
    excerpt
    message
  }
  preview {
    title
    text
    pushText
    phones {
      platform
      detail
      title
      body
      visible
    }
  }
  submitted {
    ...StepFields
  }
  approval {
    by
    at
    hash
    audience
  }
  canary {
    startedAt
    audience
    share
    until
    passedAt
  }
  log {
    ...StepFields
  }
}
    fragment StepFields on CampaignStep {
  at
  by
  did
  to
  hash
  note
}
fragment FieldProblem on FieldError {
  path
  message
  advice
}
fragment DraftFields on CampaignDraft {
  title
  text
  link
  pushText
  minus
  references
  window {
    days
    from
    until
  }
  perMinute
  expiresAt
}`,{fragmentName:`CampaignFull`}),new J(`
    fragment Criterion on CampaignRule {
  municipality
  letter {
    kind
    run
    election
    opened
  }
  dossier {
    procedure
    phase
  }
  listed {
    run
    opened
  }
  digital
  phone
  born
}
    `,{fragmentName:`Criterion`}),new J(`
    fragment Condition on CampaignRule {
  ...Criterion
  all {
    __typename
  }
  any {
    __typename
  }
  not {
    ...Criterion
    not {
      __typename
    }
    all {
      __typename
    }
    any {
      __typename
    }
  }
}
    fragment Criterion on CampaignRule {
  municipality
  letter {
    kind
    run
    election
    opened
  }
  dossier {
    procedure
    phase
  }
  listed {
    run
    opened
  }
  digital
  phone
  born
}`,{fragmentName:`Condition`}),new J(`
    fragment Conditions on CampaignRule {
  ...Criterion
  all {
    ...Condition
  }
  any {
    ...Condition
  }
  not {
    ...Criterion
    not {
      __typename
    }
    all {
      __typename
    }
    any {
      ...Condition
    }
  }
}
    fragment Criterion on CampaignRule {
  municipality
  letter {
    kind
    run
    election
    opened
  }
  dossier {
    procedure
    phase
  }
  listed {
    run
    opened
  }
  digital
  phone
  born
}
fragment Condition on CampaignRule {
  ...Criterion
  all {
    __typename
  }
  any {
    __typename
  }
  not {
    ...Criterion
    not {
      __typename
    }
    all {
      __typename
    }
    any {
      __typename
    }
  }
}`,{fragmentName:`Conditions`}),new J(`
    mutation ApproveCampaign($input: ApproveCampaignInput!) {
  approveCampaign(input: $input) {
    campaign {
      ...CampaignFull
    }
  }
}
    fragment StepFields on CampaignStep {
  at
  by
  did
  to
  hash
  note
}
fragment FieldProblem on FieldError {
  path
  message
  advice
}
fragment DraftFields on CampaignDraft {
  title
  text
  link
  pushText
  minus
  references
  window {
    days
    from
    until
  }
  perMinute
  expiresAt
}
fragment CampaignFull on Campaign {
  id
  state
  hash
  author
  editors
  createdAt
  startsAt
  endedAt
  waitsForConfirmation
  why
  draft {
    ...DraftFields
  }
  problems {
    ...FieldProblem
  }
  warnings {
    path
    kind
    excerpt
    message
  }
  preview {
    title
    text
    pushText
    phones {
      platform
      detail
      title
      body
      visible
    }
  }
  submitted {
    ...StepFields
  }
  approval {
    by
    at
    hash
    audience
  }
  canary {
    startedAt
    audience
    share
    until
    passedAt
  }
  log {
    ...StepFields
  }
}`),new J(`
    query Campaign($id: ID!) {
  campaign(id: $id) {
    ...CampaignFull
  }
}
    fragment StepFields on CampaignStep {
  at
  by
  did
  to
  hash
  note
}
fragment FieldProblem on FieldError {
  path
  message
  advice
}
fragment DraftFields on CampaignDraft {
  title
  text
  link
  pushText
  minus
  references
  window {
    days
    from
    until
  }
  perMinute
  expiresAt
}
fragment CampaignFull on Campaign {
  id
  state
  hash
  author
  editors
  createdAt
  startsAt
  endedAt
  waitsForConfirmation
  why
  draft {
    ...DraftFields
  }
  problems {
    ...FieldProblem
  }
  warnings {
    path
    kind
    excerpt
    message
  }
  preview {
    title
    text
    pushText
    phones {
      platform
      detail
      title
      body
      visible
    }
  }
  submitted {
    ...StepFields
  }
  approval {
    by
    at
    hash
    audience
  }
  canary {
    startedAt
    audience
    share
    until
    passedAt
  }
  log {
    ...StepFields
  }
}`);var Qn=new J(`
    query CampaignDesk {
  campaignDesk {
    person
    organisation {
      code
      name
    }
    writes
    approves
    countsLeft
    municipalities {
      nis
      name
    }
    letterKinds
    procedures
    runs
    elections {
      id
      name
      day
    }
    born
    placeholders {
      word
      meaning
      example
    }
    limits {
      title
      text
      pushText
    }
  }
}
    `);new J(`
    mutation CampaignDryRun($input: CampaignDryRunInput!) {
  campaignDryRun(input: $input) {
    hash
    startsAt
    people
    rings
    feedOnly
    unreachable
    unreachableBy {
      municipality {
        nis
        name
      }
      count
    }
    reasons {
      reason
      count
    }
    curve {
      from
      until
      count
    }
    leftOut
    problems {
      ...FieldProblem
    }
  }
}
    fragment FieldProblem on FieldError {
  path
  message
  advice
}`),new J(`
    query CampaignRuleOf($id: ID!) {
  campaign(id: $id) {
    id
    hash
    draft {
      rule {
        ...Conditions
        all {
          ...Conditions
        }
        any {
          ...Conditions
        }
      }
    }
  }
}
    fragment Criterion on CampaignRule {
  municipality
  letter {
    kind
    run
    election
    opened
  }
  dossier {
    procedure
    phase
  }
  listed {
    run
    opened
  }
  digital
  phone
  born
}
fragment Condition on CampaignRule {
  ...Criterion
  all {
    __typename
  }
  any {
    __typename
  }
  not {
    ...Criterion
    not {
      __typename
    }
    all {
      __typename
    }
    any {
      __typename
    }
  }
}
fragment Conditions on CampaignRule {
  ...Criterion
  all {
    ...Condition
  }
  any {
    ...Condition
  }
  not {
    ...Criterion
    not {
      __typename
    }
    all {
      __typename
    }
    any {
      ...Condition
    }
  }
}`);var $n=new J(`
    query Campaigns($first: Int, $after: String, $states: [CampaignState!]) {
  campaigns(first: $first, after: $after, states: $states) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      ...CampaignRow
    }
  }
}
    fragment StepFields on CampaignStep {
  at
  by
  did
  to
  hash
  note
}
fragment CampaignRow on Campaign {
  id
  state
  hash
  author
  editors
  createdAt
  startsAt
  endedAt
  draft {
    title
  }
  submitted {
    ...StepFields
  }
}`);new J(`
    mutation CancelCampaign($input: CancelCampaignInput!) {
  cancelCampaign(input: $input) {
    campaign {
      ...CampaignFull
    }
  }
}
    fragment StepFields on CampaignStep {
  at
  by
  did
  to
  hash
  note
}
fragment FieldProblem on FieldError {
  path
  message
  advice
}
fragment DraftFields on CampaignDraft {
  title
  text
  link
  pushText
  minus
  references
  window {
    days
    from
    until
  }
  perMinute
  expiresAt
}
fragment CampaignFull on Campaign {
  id
  state
  hash
  author
  editors
  createdAt
  startsAt
  endedAt
  waitsForConfirmation
  why
  draft {
    ...DraftFields
  }
  problems {
    ...FieldProblem
  }
  warnings {
    path
    kind
    excerpt
    message
  }
  preview {
    title
    text
    pushText
    phones {
      platform
      detail
      title
      body
      visible
    }
  }
  submitted {
    ...StepFields
  }
  approval {
    by
    at
    hash
    audience
  }
  canary {
    startedAt
    audience
    share
    until
    passedAt
  }
  log {
    ...StepFields
  }
}`),new J(`
    mutation CountCampaignAudience($input: CountCampaignAudienceInput!) {
  countCampaignAudience(input: $input) {
    people
    countsLeft
  }
}
    `),new J(`
    mutation CreateCampaign($input: CreateCampaignInput!) {
  createCampaign(input: $input) {
    campaign {
      ...CampaignFull
    }
  }
}
    fragment StepFields on CampaignStep {
  at
  by
  did
  to
  hash
  note
}
fragment FieldProblem on FieldError {
  path
  message
  advice
}
fragment DraftFields on CampaignDraft {
  title
  text
  link
  pushText
  minus
  references
  window {
    days
    from
    until
  }
  perMinute
  expiresAt
}
fragment CampaignFull on Campaign {
  id
  state
  hash
  author
  editors
  createdAt
  startsAt
  endedAt
  waitsForConfirmation
  why
  draft {
    ...DraftFields
  }
  problems {
    ...FieldProblem
  }
  warnings {
    path
    kind
    excerpt
    message
  }
  preview {
    title
    text
    pushText
    phones {
      platform
      detail
      title
      body
      visible
    }
  }
  submitted {
    ...StepFields
  }
  approval {
    by
    at
    hash
    audience
  }
  canary {
    startedAt
    audience
    share
    until
    passedAt
  }
  log {
    ...StepFields
  }
}`),new J(`
    mutation EditCampaign($input: EditCampaignInput!) {
  editCampaign(input: $input) {
    campaign {
      ...CampaignFull
    }
  }
}
    fragment StepFields on CampaignStep {
  at
  by
  did
  to
  hash
  note
}
fragment FieldProblem on FieldError {
  path
  message
  advice
}
fragment DraftFields on CampaignDraft {
  title
  text
  link
  pushText
  minus
  references
  window {
    days
    from
    until
  }
  perMinute
  expiresAt
}
fragment CampaignFull on Campaign {
  id
  state
  hash
  author
  editors
  createdAt
  startsAt
  endedAt
  waitsForConfirmation
  why
  draft {
    ...DraftFields
  }
  problems {
    ...FieldProblem
  }
  warnings {
    path
    kind
    excerpt
    message
  }
  preview {
    title
    text
    pushText
    phones {
      platform
      detail
      title
      body
      visible
    }
  }
  submitted {
    ...StepFields
  }
  approval {
    by
    at
    hash
    audience
  }
  canary {
    startedAt
    audience
    share
    until
    passedAt
  }
  log {
    ...StepFields
  }
}`),new J(`
    mutation PauseCampaign($input: PauseCampaignInput!) {
  pauseCampaign(input: $input) {
    campaign {
      ...CampaignFull
    }
  }
}
    fragment StepFields on CampaignStep {
  at
  by
  did
  to
  hash
  note
}
fragment FieldProblem on FieldError {
  path
  message
  advice
}
fragment DraftFields on CampaignDraft {
  title
  text
  link
  pushText
  minus
  references
  window {
    days
    from
    until
  }
  perMinute
  expiresAt
}
fragment CampaignFull on Campaign {
  id
  state
  hash
  author
  editors
  createdAt
  startsAt
  endedAt
  waitsForConfirmation
  why
  draft {
    ...DraftFields
  }
  problems {
    ...FieldProblem
  }
  warnings {
    path
    kind
    excerpt
    message
  }
  preview {
    title
    text
    pushText
    phones {
      platform
      detail
      title
      body
      visible
    }
  }
  submitted {
    ...StepFields
  }
  approval {
    by
    at
    hash
    audience
  }
  canary {
    startedAt
    audience
    share
    until
    passedAt
  }
  log {
    ...StepFields
  }
}`),new J(`
    mutation RejectCampaign($input: RejectCampaignInput!) {
  rejectCampaign(input: $input) {
    campaign {
      ...CampaignFull
    }
  }
}
    fragment StepFields on CampaignStep {
  at
  by
  did
  to
  hash
  note
}
fragment FieldProblem on FieldError {
  path
  message
  advice
}
fragment DraftFields on CampaignDraft {
  title
  text
  link
  pushText
  minus
  references
  window {
    days
    from
    until
  }
  perMinute
  expiresAt
}
fragment CampaignFull on Campaign {
  id
  state
  hash
  author
  editors
  createdAt
  startsAt
  endedAt
  waitsForConfirmation
  why
  draft {
    ...DraftFields
  }
  problems {
    ...FieldProblem
  }
  warnings {
    path
    kind
    excerpt
    message
  }
  preview {
    title
    text
    pushText
    phones {
      platform
      detail
      title
      body
      visible
    }
  }
  submitted {
    ...StepFields
  }
  approval {
    by
    at
    hash
    audience
  }
  canary {
    startedAt
    audience
    share
    until
    passedAt
  }
  log {
    ...StepFields
  }
}`),new J(`
    mutation ResumeCampaign($input: ResumeCampaignInput!) {
  resumeCampaign(input: $input) {
    campaign {
      ...CampaignFull
    }
  }
}
    fragment StepFields on CampaignStep {
  at
  by
  did
  to
  hash
  note
}
fragment FieldProblem on FieldError {
  path
  message
  advice
}
fragment DraftFields on CampaignDraft {
  title
  text
  link
  pushText
  minus
  references
  window {
    days
    from
    until
  }
  perMinute
  expiresAt
}
fragment CampaignFull on Campaign {
  id
  state
  hash
  author
  editors
  createdAt
  startsAt
  endedAt
  waitsForConfirmation
  why
  draft {
    ...DraftFields
  }
  problems {
    ...FieldProblem
  }
  warnings {
    path
    kind
    excerpt
    message
  }
  preview {
    title
    text
    pushText
    phones {
      platform
      detail
      title
      body
      visible
    }
  }
  submitted {
    ...StepFields
  }
  approval {
    by
    at
    hash
    audience
  }
  canary {
    startedAt
    audience
    share
    until
    passedAt
  }
  log {
    ...StepFields
  }
}`),new J(`
    mutation ScheduleCampaign($input: ScheduleCampaignInput!) {
  scheduleCampaign(input: $input) {
    campaign {
      ...CampaignFull
    }
  }
}
    fragment StepFields on CampaignStep {
  at
  by
  did
  to
  hash
  note
}
fragment FieldProblem on FieldError {
  path
  message
  advice
}
fragment DraftFields on CampaignDraft {
  title
  text
  link
  pushText
  minus
  references
  window {
    days
    from
    until
  }
  perMinute
  expiresAt
}
fragment CampaignFull on Campaign {
  id
  state
  hash
  author
  editors
  createdAt
  startsAt
  endedAt
  waitsForConfirmation
  why
  draft {
    ...DraftFields
  }
  problems {
    ...FieldProblem
  }
  warnings {
    path
    kind
    excerpt
    message
  }
  preview {
    title
    text
    pushText
    phones {
      platform
      detail
      title
      body
      visible
    }
  }
  submitted {
    ...StepFields
  }
  approval {
    by
    at
    hash
    audience
  }
  canary {
    startedAt
    audience
    share
    until
    passedAt
  }
  log {
    ...StepFields
  }
}`),new J(`
    mutation SendCampaignTest($input: SendCampaignTestInput!) {
  sendCampaignTest(input: $input) {
    results {
      installationId
      error {
        code
        message
      }
    }
  }
}
    `),new J(`
    mutation SubmitCampaign($input: SubmitCampaignInput!) {
  submitCampaign(input: $input) {
    campaign {
      ...CampaignFull
    }
  }
}
    fragment StepFields on CampaignStep {
  at
  by
  did
  to
  hash
  note
}
fragment FieldProblem on FieldError {
  path
  message
  advice
}
fragment DraftFields on CampaignDraft {
  title
  text
  link
  pushText
  minus
  references
  window {
    days
    from
    until
  }
  perMinute
  expiresAt
}
fragment CampaignFull on Campaign {
  id
  state
  hash
  author
  editors
  createdAt
  startsAt
  endedAt
  waitsForConfirmation
  why
  draft {
    ...DraftFields
  }
  problems {
    ...FieldProblem
  }
  warnings {
    path
    kind
    excerpt
    message
  }
  preview {
    title
    text
    pushText
    phones {
      platform
      detail
      title
      body
      visible
    }
  }
  submitted {
    ...StepFields
  }
  approval {
    by
    at
    hash
    audience
  }
  canary {
    startedAt
    audience
    share
    until
    passedAt
  }
  log {
    ...StepFields
  }
}`),new J(`
    mutation UploadCampaignReferences($input: UploadCampaignReferencesInput!) {
  uploadCampaignReferences(input: $input) {
    id
    count
  }
}
    `);var Y=B(null),er=B(null),tr=B(0);async function nr(){er.value=null;try{let{campaignDesk:e}=await Yn(Qn,{});tr.value=e.countsLeft,Y.value=e}catch(e){er.value=Jn(e)}}function rr(){Y.value=null,er.value=null}var ir=`burgerbode.console.language`,ar=B(sr());function X(e,t){return Qe(()=>ar.value===`nl`?e:t)}function or(){rt(()=>{document.documentElement.lang=ar.value;try{localStorage.setItem(ir,ar.value)}catch{}})}function sr(){try{return localStorage.getItem(ir)===`en`?`en`:`nl`}catch{return`nl`}}var cr=B(``),lr=B(``);function ur(e){lr.value=``,setTimeout(()=>{lr.value=e},50)}var Z=X({product:`Burgerbode`,desk:`Campagnes`,skip:`Naar de inhoud`,menu:`Hoofdmenu`,campaigns:`Campagnes`,calendar:`Kalender`,digital:`Overstap naar digitaal`,audit:`Logboek`,switchLanguage:`English`,switchTo:`en`,signOut:`Afmelden`,writes:`schrijft campagnes`,approves:`keurt campagnes goed`,both:`schrijft en keurt goed`,loading:`Even geduld…`,retry:`Probeer opnieuw`,back:`Terug naar alle campagnes`,notFound:`Deze pagina bestaat niet`,notFoundText:`Het adres klopt niet, of de campagne is van een andere organisatie.`,you:`u`,itself:`automatisch`,nobody:`—`,close:`Sluiten`,cancel:`Niet doen`,required:`verplicht`},{product:`Burgerbode`,desk:`Campaigns`,skip:`Skip to content`,menu:`Main menu`,campaigns:`Campaigns`,calendar:`Calendar`,digital:`Switch to digital`,audit:`Audit log`,switchLanguage:`Nederlands`,switchTo:`nl`,signOut:`Sign out`,writes:`writes campaigns`,approves:`approves campaigns`,both:`writes and approves`,loading:`One moment…`,retry:`Try again`,back:`Back to all campaigns`,notFound:`This page does not exist`,notFoundText:`The address is not right, or the campaign belongs to another organisation.`,you:`you`,itself:`by itself`,nobody:`—`,close:`Close`,cancel:`Do not`,required:`required`}),dr=X({title:`Campagnes van uw communicatieteam`,lead:`Herinner inwoners op tijd aan wat voor hen klaarligt. Meld u aan om campagnes te maken of goed te keuren.`,button:`Aanmelden`,expired:`U was te lang aangemeld. Meld u opnieuw aan; wat bewaard was, staat er nog.`,failed:`Aanmelden is niet gelukt. Probeer het opnieuw.`,"signed-out":`U bent afgemeld.`,missing:`Aanmelden is hier nog niet ingesteld`,missingText:`Wie deze dienst beheert, stelt in waar u zich aanmeldt. Vraag het aan uw informaticadienst.`,notYours:`U hebt hier geen toegang`,notYoursText:`U bent aangemeld, maar niet als lid van een communicatieteam. Vraag uw beheerder om de rol.`},{title:`Campaigns of your communication team`,lead:`Remind citizens in time of what waits for them. Sign in to write campaigns or to approve them.`,button:`Sign in`,expired:`You were signed in for too long. Sign in again; what was saved is still there.`,failed:`Signing in did not work. Try again.`,"signed-out":`You are signed out.`,missing:`Signing in is not set up here yet`,missingText:`Whoever runs this service sets where you sign in. Ask your IT department.`,notYours:`You have no access here`,notYoursText:`You are signed in, but not as a member of a communication team. Ask your administrator for the role.`}),fr=X({OFFLINE:`Er is geen verbinding. Controleer uw internet en probeer opnieuw.`,UNAUTHENTICATED:`U bent niet meer aangemeld.`,FORBIDDEN:`Dit mag u niet doen.`,NOT_FOUND:`Dit bestaat niet, of het is van een andere organisatie.`,INVALID:`Er klopt iets niet aan wat u invulde.`,CONFLICT:`Iemand anders heeft dit intussen gewijzigd.`,RATE_LIMITED:`Dit was te vaak na elkaar. Wacht even en probeer opnieuw.`,TOO_COMPLEX:`Dit is te veel in één keer.`,UNAVAILABLE:`De dienst is even weg. Probeer het over een minuut opnieuw.`,INTERNAL:`Er ging iets mis bij ons. Probeer het later opnieuw.`},{OFFLINE:`There is no connection. Check your internet and try again.`,UNAUTHENTICATED:`You are not signed in any more.`,FORBIDDEN:`You may not do this.`,NOT_FOUND:`It does not exist, or it belongs to another organisation.`,INVALID:`Something that you filled in is not right.`,CONFLICT:`Somebody else has changed this meanwhile.`,RATE_LIMITED:`That was too often in a row. Wait a while and try again.`,TOO_COMPLEX:`That is too much at once.`,UNAVAILABLE:`The service is away for the moment. Try again in a minute.`,INTERNAL:`Something went wrong on our side. Try again later.`}),pr=Symbol.for(`pv`),mr=0;Array.isArray;function Q(t,n,r,i,a,o){n||={};var s,c,l=n;if(`ref`in l&&typeof t!=`function`)for(c in l={},n)c==`ref`?s=n[c]:l[c]=n[c];var u={type:t,props:l,key:r,ref:s,__k:null,__:null,__b:0,__e:null,__c:null,constructor:pr,__v:--mr,__i:-1,__u:0};return(a||o)&&(u.__source=a,u.__self=o),e.vnode&&e.vnode(u),u}function hr({children:e}){return Q(x,{children:[Q(`a`,{class:`skip`,href:`#content`,children:Z.value.skip}),Q(`header`,{class:`top`,children:[Q(`div`,{class:`wide top-line`,children:[Q(`a`,{class:`brand`,href:jn(`/`),children:[Q(vr,{}),Q(`span`,{children:[Z.value.product,` `,Q(`strong`,{children:Z.value.desk})]})]}),Q(gr,{})]}),Y.value&&Q(_r,{})]}),Q(`main`,{id:`content`,class:`wide`,tabIndex:-1,children:e}),Q(`p`,{class:cr.value?`notice shown`:`notice`,role:`status`,children:cr.value}),Q(`p`,{class:`hidden`,role:`status`,"data-testid":`announcement`,children:lr.value})]})}function gr(){let e=Z.value,t=Y.value,n=t?t.writes&&t.approves?e.both:t.writes?e.writes:e.approves:``;return Q(`div`,{class:`who`,children:[t&&Q(`p`,{class:`who-text`,children:[Q(`strong`,{children:t.organisation.name}),Q(`span`,{children:[q.value?.name||t.person,`, `,n]})]}),Q(`button`,{type:`button`,class:`quiet`,lang:e.switchTo,onClick:()=>{ar.value=ar.value===`nl`?`en`:`nl`},children:e.switchLanguage}),q.value&&Q(`button`,{type:`button`,class:`quiet`,onClick:()=>void Vn(),children:e.signOut})]})}function _r(){let e=Z.value,t=An.value.split(`/`)[1]??``,n=[[`/`,e.campaigns,[``,`campaigns`]],[`/calendar`,e.calendar,[`calendar`]],[`/switch`,e.digital,[`switch`]],[`/audit`,e.audit,[`audit`]]];return Q(`nav`,{class:`menu`,"aria-label":e.menu,children:Q(`ul`,{class:`wide`,children:n.map(([e,n,r])=>Q(`li`,{children:Q(`a`,{href:jn(e),"aria-current":r.includes(t)?`page`:void 0,children:n})},e))})})}var vr=()=>Q(`svg`,{class:`logo`,viewBox:`0 0 64 64`,"aria-hidden":`true`,focusable:`false`,children:[Q(`path`,{d:`M6 16h46v30a4 4 0 0 1-4 4H10a4 4 0 0 1-4-4z`}),Q(`path`,{class:`flap`,d:`m6 16 23 19 23-19`}),Q(`circle`,{cx:`52`,cy:`15`,r:`9`})]}),yr=X({DRAFT:`Ontwerp`,SUBMITTED:`Wacht op goedkeuring`,APPROVED:`Goedgekeurd`,SCHEDULED:`Ingepland`,CANARY:`Proefgroep`,RUNNING:`Loopt`,PAUSED:`Gepauzeerd`,DONE:`Klaar`,CANCELLED:`Stopgezet`,FAILED:`Vanzelf gestopt`},{DRAFT:`Draft`,SUBMITTED:`Waits for approval`,APPROVED:`Approved`,SCHEDULED:`Scheduled`,CANARY:`Trial group`,RUNNING:`Running`,PAUSED:`Paused`,DONE:`Done`,CANCELLED:`Ended`,FAILED:`Stopped by itself`});X({CALL_LETTER:`Oproepingsbrief`,INVITATION_LETTER:`Uitnodigingsbrief (verkiezing)`,CALL_LETTER_EU_VOTER:`Oproepingsbrief voor EU-burgers`,CALL_LETTER_DUPLICATE:`Duplicaat van de oproepingsbrief`,ASSESSOR_LETTER:`Aanwijzing als bijzitter`,JURY_CARD:`Witte kaart jury`,EID_RENEWAL:`Oproep om de identiteitskaart te vernieuwen`,EID_CODES_READY:`Identiteitskaart ligt klaar`,POLIO_REMINDER:`Herinnering poliovaccin`,TAX_BILL:`Aanslagbiljet`,INVOICE:`Factuur`,DUNNING:`Aanmaning`,GAS_FINE:`GAS-boete`,INFORMATION:`Informatie`},{CALL_LETTER:`Call letter`,INVITATION_LETTER:`Invitation letter (election)`,CALL_LETTER_EU_VOTER:`Call letter for EU citizens`,CALL_LETTER_DUPLICATE:`Duplicate of the call letter`,ASSESSOR_LETTER:`Appointment as assessor`,JURY_CARD:`Jury card`,EID_RENEWAL:`Call to renew the identity card`,EID_CODES_READY:`Identity card is ready`,POLIO_REMINDER:`Polio vaccination reminder`,TAX_BILL:`Tax bill`,INVOICE:`Invoice`,DUNNING:`Dunning letter`,GAS_FINE:`Administrative fine`,INFORMATION:`Information`}),X({EID_APPLICATION:`Identiteitskaart`,PASSPORT_APPLICATION:`Reispas`,DRIVING_LICENCE:`Rijbewijs`,SLAUGHTER_DECLARATION:`Slachtaangifte`,VOTER_REGISTRATION:`Registratie als kiezer`,PROXY:`Volmacht`,BIRTH_DECLARATION:`Geboorteaangifte`,CHILD_ACKNOWLEDGEMENT:`Erkenning van een kind`,POLIO_REGISTRATION:`Poliovaccinatie`,MARRIAGE_DECLARATION:`Huwelijksaangifte`,LEGAL_COHABITATION:`Wettelijke samenwoning`,PROVISIONAL_ADMINISTRATION:`Bewindvoering`,JURY_SELECTION:`Juryselectie`,REPORT:`Melding`,OTHER:`Andere`},{EID_APPLICATION:`Identity card`,PASSPORT_APPLICATION:`Passport`,DRIVING_LICENCE:`Driving licence`,SLAUGHTER_DECLARATION:`Slaughter declaration`,VOTER_REGISTRATION:`Registration as a voter`,PROXY:`Proxy vote`,BIRTH_DECLARATION:`Declaration of a birth`,CHILD_ACKNOWLEDGEMENT:`Acknowledgement of a child`,POLIO_REGISTRATION:`Polio vaccination`,MARRIAGE_DECLARATION:`Declaration of a marriage`,LEGAL_COHABITATION:`Legal cohabitation`,PROVISIONAL_ADMINISTRATION:`Guardianship`,JURY_SELECTION:`Selection of jurors`,REPORT:`Report of a problem`,OTHER:`Other`}),X({SAMENSTELLING:`in samenstelling`,BEHANDELING:`in behandeling`,BESLISSING:`wacht op beslissing`,BEROEP:`in beroep`,UITVOERING:`in uitvoering`,AFGEROND:`afgerond`},{SAMENSTELLING:`being put together`,BEHANDELING:`being handled`,BESLISSING:`being decided`,BEROEP:`in appeal`,UITVOERING:`being carried out`,AFGEROND:`ended`}),X({OPENED:`Opende het al`,COMPLETED:`Vinkte het al af`,WITHDRAWN:`Teruggetrokken`,SUPERSEDED:`Vervangen door iets nieuwers`,PAID:`Al betaald`,EXPIRED:`Te laat om nog nuttig te zijn`,CONFIDENTIAL:`Wordt nooit gemeld`,CANCELLED:`Zelf geannuleerd`,NOT_MEANT:`Voldoet niet meer aan de doelgroep`,OPTED_OUT:`Wil geen campagnes`,CAP:`Kreeg deze week al genoeg campagnes`,NO_PHONE:`Heeft geen telefoon aangemeld`,NO_PERMISSION:`Telefoon mag geen meldingen tonen`,QUIET:`Stille uren: krijgt de melding later`,QUIET_UNTIL_EXPIRY:`Stille uren tot na het einde`,DIGEST:`Samen met andere meldingen`,REFUSED:`Telefoon niet bereikt`},{OPENED:`Opened it already`,COMPLETED:`Ticked it off already`,WITHDRAWN:`Withdrawn`,SUPERSEDED:`Replaced by something newer`,PAID:`Paid already`,EXPIRED:`Too late to be of use`,CONFIDENTIAL:`Never notified`,CANCELLED:`Cancelled by the citizen`,NOT_MEANT:`Does not meet the rule any more`,OPTED_OUT:`Wants no campaigns`,CAP:`Got enough campaigns this week`,NO_PHONE:`Has no registered phone`,NO_PERMISSION:`Phone may not show notifications`,QUIET:`Quiet hours: is notified later`,QUIET_UNTIL_EXPIRY:`Quiet hours until after the end`,DIGEST:`Together with other notifications`,REFUSED:`Phone not reached`}),X({MONDAY:`maandag`,TUESDAY:`dinsdag`,WEDNESDAY:`woensdag`,THURSDAY:`donderdag`,FRIDAY:`vrijdag`,SATURDAY:`zaterdag`,SUNDAY:`zondag`},{MONDAY:`Monday`,TUESDAY:`Tuesday`,WEDNESDAY:`Wednesday`,THURSDAY:`Thursday`,FRIDAY:`Friday`,SATURDAY:`Saturday`,SUNDAY:`Sunday`}),X({Create:`Aangemaakt`,Edit:`Gewijzigd`,Submit:`Ingediend`,Approve:`Goedgekeurd`,Reject:`Teruggestuurd`,Schedule:`Ingepland`,StartCanary:`Gestart`,Pass:`Proefgroep geslaagd`,Pause:`Gepauzeerd`,Resume:`Hervat`,Cancel:`Stopgezet`,Stop:`Vanzelf gestopt`,Finish:`Afgerond`},{Create:`Created`,Edit:`Changed`,Submit:`Submitted`,Approve:`Approved`,Reject:`Sent back`,Schedule:`Scheduled`,StartCanary:`Started`,Pass:`Trial group passed`,Pause:`Paused`,Resume:`Resumed`,Cancel:`Ended`,Stop:`Stopped by itself`,Finish:`Finished`});var br=e=>yr.value[e]??e;function $(e){let t=Ee(null);return Te(()=>{document.title=`${e.title} · ${Z.value.product}`},[e.title]),Te(()=>{t.current?.focus({preventScroll:!0}),scrollTo(0,0)},[]),Q(x,{children:[e.above,Q(`header`,{class:`page-head`,children:[Q(`div`,{children:[Q(`h1`,{ref:t,tabIndex:-1,children:e.title}),e.lead&&Q(`div`,{class:`lead`,children:e.lead})]}),e.actions&&Q(`div`,{class:`actions`,children:e.actions})]}),e.children]})}function xr(e){let t=e.title&&e.id?`${e.id}-title`:void 0;return Q(`section`,{class:`card ${e.class??``}`,id:e.id,"aria-labelledby":t,children:[e.title&&Q(`h2`,{id:t,children:e.title}),e.children]})}var Sr=()=>Q(`p`,{class:`loading`,role:`status`,children:Z.value.loading});function Cr(e){return Q(`div`,{class:`note ${e.tone??`info`}`,role:e.live?`status`:void 0,children:e.children})}var wr=X({id:e=>`Vermeld dit nummer als u hulp vraagt: ${e}`},{id:e=>`Quote this number when you ask for help: ${e}`}),Tr=e=>fr.value[e.code]??fr.value.INTERNAL;function Er({error:e,retry:t}){return Q(`div`,{class:`note bad`,role:`alert`,children:[Q(`p`,{children:Tr(e)}),e.requestId&&Q(`p`,{class:`soft`,children:wr.value.id(e.requestId)}),t&&Q(`button`,{type:`button`,class:`button`,onClick:t,children:Z.value.retry})]})}var Dr=({state:e})=>Q(`span`,{class:`state ${e.toLowerCase()}`,children:br(e)});function Or(e){if(!e)return Z.value.itself;if(e!==Y.value?.person)return e;let t=q.value?.name;return t?`${t} (${Z.value.you})`:Z.value.you}function kr({id:e}){return Q($,{title:Z.value.campaigns,children:Q(`p`,{class:`soft`,children:e})})}function Ar(){return Q($,{title:Z.value.audit,children:Q(`p`,{class:`soft`,children:Z.value.loading})})}function jr(){return Q($,{title:Z.value.calendar,children:Q(`p`,{class:`soft`,children:Z.value.loading})})}function Mr({id:e}){return Q($,{title:Z.value.campaigns,children:Q(`p`,{class:`soft`,children:e})})}var Nr=`Europe/Brussels`,Pr=()=>ar.value===`nl`?`nl-BE`:`en-GB`,Fr=(e,t)=>new Intl.DateTimeFormat(Pr(),{timeZone:Nr,...t}).format(new Date(e)),Ir=e=>Fr(e,{day:`numeric`,month:`long`,year:`numeric`}),Lr=e=>Fr(e,{hour:`2-digit`,minute:`2-digit`,hourCycle:`h23`}),Rr=e=>`${Ir(e)}, ${Lr(e)}`;X({few:`5 of minder`,none:`0`,share:e=>`${e} %`},{few:`5 or fewer`,none:`0`,share:e=>`${e}%`});var zr=X({title:`Campagnes`,lead:`Een campagne herinnert inwoners aan iets dat voor hen klaarligt. U schrijft, een collega keurt goed.`,create:`Nieuwe campagne`,filter:`Toon`,all:`Alle`,drafts:`Ontwerpen`,waiting:`Te keuren`,ready:`Goedgekeurd en ingepland`,live:`Lopend`,ended:`Afgelopen`,forYou:`Wacht op u`,forYouText:`Deze campagnes wachten op uw goedkeuring.`,own:`U werkte zelf mee aan deze campagne. Een collega keurt ze goed.`,judge:`Bekijken en keuren`,caption:`Campagnes, de nieuwste eerst`,name:`Campagne`,state:`Status`,when:`Wanneer`,who:`Door`,untitled:`(nog geen titel)`,none:`Er zijn hier nog geen campagnes.`,noneCreate:`Begin met een voorbeeld: dan staat de doelgroep al klaar.`,more:`Toon meer`,madeOn:e=>`gemaakt op ${e}`,startsAt:e=>`start ${e}`,endedOn:e=>`geëindigd op ${e}`,submittedBy:(e,t)=>`Ingediend door ${e} op ${t}`,found:e=>e===1?`1 campagne`:`${e} campagnes`},{title:`Campaigns`,lead:`A campaign reminds citizens of something that waits for them. You write, a colleague approves.`,create:`New campaign`,filter:`Show`,all:`All`,drafts:`Drafts`,waiting:`To approve`,ready:`Approved and scheduled`,live:`Running`,ended:`Ended`,forYou:`Waits for you`,forYouText:`These campaigns wait for your approval.`,own:`You worked on this campaign yourself. A colleague approves it.`,judge:`Look and decide`,caption:`Campaigns, the newest first`,name:`Campaign`,state:`State`,when:`When`,who:`By`,untitled:`(no title yet)`,none:`There are no campaigns here yet.`,noneCreate:`Start with an example: then the audience is already filled in.`,more:`Show more`,madeOn:e=>`made on ${e}`,startsAt:e=>`starts ${e}`,endedOn:e=>`ended on ${e}`,submittedBy:(e,t)=>`Submitted by ${e} on ${t}`,found:e=>e===1?`1 campaign`:`${e} campaigns`});function Br(e,t){let[n,r]=I(0),[i,a]=I({data:null,error:null,loading:!0});return Te(()=>{let n=!1;return a(e=>({...e,loading:!0})),Yn(e,t).then(e=>{n||a({data:e,error:null,loading:!1})},e=>{n||a(t=>({data:t.data,error:Jn(e),loading:!1}))}),()=>{n=!0}},[e,JSON.stringify(t),n]),{...i,reload:()=>r(e=>e+1)}}var Vr={all:null,drafts:[`DRAFT`],waiting:[`SUBMITTED`],ready:[`APPROVED`,`SCHEDULED`],live:[`CANARY`,`RUNNING`,`PAUSED`],ended:[`DONE`,`CANCELLED`,`FAILED`]},Hr=20;function Ur(){let e=zr.value,t=Y.value?.writes&&Q(`a`,{class:`button main`,href:jn(`/campaigns/new`),children:e.create});return Q($,{title:e.title,lead:Q(`p`,{children:e.lead}),actions:t,children:Q(`div`,{class:`stack`,children:[Y.value?.approves&&Q(Wr,{}),Q(Kr,{})]})})}function Wr(){let e=zr.value,{data:t}=Br($n,{first:50,states:[`SUBMITTED`]}),n=t?.campaigns.nodes??[];return n.length===0?null:Q(xr,{title:e.forYou,id:`for-you`,class:`for-you`,children:[Q(`p`,{class:`soft`,children:e.forYouText}),Q(`ul`,{class:`waiting`,children:n.map(t=>Q(`li`,{children:[Q(`div`,{children:[Q(`strong`,{children:t.draft.title||e.untitled}),t.submitted&&Q(`p`,{class:`soft`,children:e.submittedBy(Or(t.submitted.by),Rr(t.submitted.at))})]}),Gr(t)?Q(`p`,{class:`soft`,children:e.own}):Q(`a`,{class:`button`,href:jn(`/campaigns/${t.id}/approve`),children:[e.judge,Q(`span`,{class:`hidden`,children:[`: `,t.draft.title]})]})]},t.id))})]})}var Gr=e=>{let t=Y.value?.person;return t!==void 0&&[e.author,e.submitted?.by,...e.editors].includes(t)};function Kr(){let e=zr.value,[t,n]=I(`all`),{rows:r,total:i,more:a,loading:o,error:s}=Xr(Vr[t]);return Q(`section`,{children:[Q(`fieldset`,{class:`chips filters`,children:[Q(`legend`,{class:`hidden`,children:e.filter}),Object.keys(Vr).map(r=>Q(`button`,{type:`button`,class:`chip`,"aria-pressed":t===r,onClick:()=>n(r),children:e[r]},r))]}),s&&Q(Er,{error:s}),!r&&!s&&Q(Sr,{}),r?.length===0&&Q(xr,{children:[Q(`p`,{children:e.none}),Y.value?.writes&&Q(`p`,{class:`soft`,children:e.noneCreate})]}),r&&r.length>0&&Q(xr,{children:[Q(qr,{rows:r}),Q(`div`,{class:`button-line`,children:[Q(`span`,{class:`soft`,children:e.found(i)}),a&&Q(`button`,{type:`button`,class:`button`,disabled:o,onClick:a,children:e.more})]})]})]})}function qr({rows:e}){let t=zr.value;return Q(`table`,{class:`rows`,children:[Q(`caption`,{class:`hidden`,children:t.caption}),Q(`thead`,{children:Q(`tr`,{children:[Q(`th`,{scope:`col`,children:t.name}),Q(`th`,{scope:`col`,children:t.state}),Q(`th`,{scope:`col`,children:t.when}),Q(`th`,{scope:`col`,children:t.who})]})}),Q(`tbody`,{children:e.map(e=>Q(`tr`,{children:[Q(`th`,{scope:`row`,children:Q(`a`,{href:jn(Jr(e)),children:e.draft.title||t.untitled})}),Q(`td`,{children:Q(Dr,{state:e.state})}),Q(`td`,{children:Yr(e)}),Q(`td`,{children:Or(e.author)})]},e.id))})]})}function Jr(e){return e.state===`DRAFT`&&Y.value?.writes?`/campaigns/${e.id}/edit`:[`SUBMITTED`,`APPROVED`].includes(e.state)?`/campaigns/${e.id}/approve`:`/campaigns/${e.id}`}function Yr(e){let t=zr.value;return e.endedAt?t.endedOn(Ir(e.endedAt)):e.startsAt?t.startsAt(Rr(e.startsAt)):t.madeOn(Ir(e.createdAt))}function Xr(e){let[t,n]=I(null),[r,i]=I(0),[a,o]=I(null),[s,c]=I(!1),[l,u]=I(null),d=async(t,r)=>{c(!0);try{let{campaigns:a}=await Yn($n,{first:Hr,after:t,states:e});if(r())return;u(null),n(e=>[...t&&e?e:[],...a.nodes]),i(a.totalCount),o(a.pageInfo.hasNextPage?a.pageInfo.endCursor??null:null),ur(zr.value.found(a.totalCount))}catch(e){r()||u(Jn(e))}c(!1)};return Te(()=>{let e=!1;return n(null),d(null,()=>e),()=>{e=!0}},[e]),{rows:t,total:r,loading:s,error:l,more:a?()=>void d(a,()=>!1):null}}function Zr({id:e}){return Q($,{title:Z.value.campaigns,children:Q(`p`,{class:`soft`,children:e})})}function Qr({id:e}){return Q($,{title:Z.value.campaigns,children:Q(`p`,{class:`soft`,children:e})})}function $r(){let e=dr.value;if(gt.value===null)return Q($,{title:e.missing,children:Q(Cr,{tone:`warn`,children:Q(`p`,{children:e.missingText})})});let t=Fn.value;return Q(`div`,{class:`sign-in`,children:Q($,{title:e.title,lead:Q(`p`,{children:e.lead}),children:[t&&Q(Cr,{tone:t===`failed`?`bad`:`info`,live:!0,children:Q(`p`,{children:e[t]})}),Q(`p`,{children:Q(`button`,{type:`button`,class:`button main`,onClick:()=>void Bn(),children:e.button})})]})})}function ei(){return Q($,{title:Z.value.digital,children:Q(`p`,{class:`soft`,children:Z.value.loading})})}function ti(){let e=q.value?.token;return Te(()=>{rr(),e&&nr()},[e]),Q(hr,{children:Q(ni,{})})}function ni(){let e=er.value;return q.value===void 0&&gt.value!==null?Q(Sr,{}):q.value?e?.code===`FORBIDDEN`?Q($,{title:dr.value.notYours,children:Q(Cr,{tone:`warn`,children:Q(`p`,{children:dr.value.notYoursText})})}):e?Q(Er,{error:e,retry:()=>void nr()}):Y.value?Q(ri,{}):Q(Sr,{}):Q($r,{})}function ri(){let e=An.value,[,t=``,n=``,r=``]=e.split(`/`).map(decodeURIComponent);if(t===``&&n===``)return Q(Ur,{},`list`);if(t===`calendar`)return Q(jr,{},`calendar`);if(t===`switch`)return Q(ei,{},`switch`);if(t===`audit`)return Q(Ar,{},`audit`);if(t===`campaigns`&&n===`new`)return Q(Mr,{},`new`);if(t===`campaigns`&&n!==``){if(r===``)return Q(Qr,{id:n},e);if(r===`edit`)return Q(Mr,{id:n},e);if(r===`approve`)return Q(kr,{id:n},e);if(r===`report`)return Q(Zr,{id:n},e)}return Q($,{title:Z.value.notFound,children:[Q(`p`,{children:Z.value.notFoundText}),Q(`p`,{children:Q(`a`,{href:jn(`/`),children:Z.value.back})})]})}or(),Nn(),Rn();var ii=document.getElementById(`app`);ii&&N(Q(ti,{}),ii);