"""Golden values of the vector functions: arguments and the true value as an unevaluated sum of two doubles.

Run: python golden_vectormath.py FOLDER [POINTS_PER_RANGE] (needs mpmath and numpy). With 30 points, the default, it makes
src/test/resources/golden/vectormath."""
import pathlib
import sys

import mpmath as mp
import numpy as np
mp.mp.dps=45
rng=np.random.default_rng(7)
N = int(sys.argv[2]) if len(sys.argv) > 2 else 30
def lin(a,b): return rng.uniform(a,b,N)
def lg(a,b): return np.exp(rng.uniform(np.log(a),np.log(b),N))*rng.choice([-1,1],N)
def pts(op,f64):
    big=700 if f64 else 87
    R={'exp':[lin(-big,big),lin(-1,1)],'exp2':[lin(-big*1.4,big*1.4),lin(-1,1)],'expm1':[lin(-40,big),lin(-1,1),lg(1e-12,1)],
    'log':[abs(lg(1e-37,1e38)),lin(.5,2)],'log1p':[abs(lg(1e-12,1e30)),lin(-.999,2),lg(1e-9,.5)],
    'sin':[lin(-7,7),lin(-3e4,3e4),lg(1e-9,1e7 if f64 else 9e4)],'tan':None,'cos':None,
    'tanh':[lin(-9,9),lg(1e-6,1)],'logistic':[lin(-80,80)],'sinh':[lin(-big,big),lin(-2,2),lg(1e-9,1)],'cosh':[lin(-big,big),lin(-2,2)],
    'erf':[lin(-6,6),lin(-1.2,1.2),lg(1e-9,1)],'erfc':[lin(-6,9),lin(-1.2,1.2)]+([lin(9,26)] if f64 else []),
    'rsqrt':[abs(lg(1e-30,1e30))],
    'erf_inv':[lin(-1,1),1-abs(lg(1e-6,.5)),lg(1e-9,.1)],
    'asin':[lin(-1,1),lg(1e-8,1)],'acos':None,'atan':[lin(-10,10),lin(-1,1),lg(1e-9,1e9)],
    }
    R['cos']=R['tan']=R['sin'];R['acos']=R['asin']
    if op=='pow':
        x=abs(lg(1e-3,1e3));y=lin(-12,12)
        x2=abs(lg(1e-30,1e30));y2=(big/np.abs(np.log(x2)))*rng.uniform(-1,1,N)
        x3=rng.uniform(.9,1.1,N);y3=(big/np.abs(np.log(x3)))*rng.uniform(-1,1,N)
        return np.concatenate([x,x2,x3]),np.concatenate([y,y2,y3])
    if op=='atan2': return np.concatenate([lg(1e-6,1e6),lin(-2,2)]),np.concatenate([lg(1e-6,1e6),lin(-2,2)])
    x=np.concatenate(R[op]); return x,np.zeros_like(x)
F={'exp2':lambda x:mp.mpf(2)**x,'logistic':lambda x:1/(1+mp.exp(-x)),'erf_inv':mp.erfinv,'rsqrt':lambda x:1/mp.sqrt(x),'pow':lambda x,y:x**y,'atan2':lambda x,y:mp.atan2(x,y)}
def job(a):
    op,f64=a
    x,y=pts(op,f64)
    if not f64: x=x.astype(np.float32).astype(float);y=y.astype(np.float32).astype(float)
    g=F.get(op) or getattr(mp,op)
    hi=[];lo=[]
    for u,v in zip(x,y):
        try: w=g(mp.mpf(float(u)),mp.mpf(float(v))) if op in('pow','atan2') else g(mp.mpf(float(u)))
        except Exception as e: w=mp.nan
        if isinstance(w,mp.mpc): w=w.real if w.imag==0 else mp.nan
        h=float(w) ; hi.append(h); lo.append(float(w-h) if np.isfinite(h) else 0.)
    rows = [f'{a!r},{b!r},{h!r},{l!r}' for a, b, h, l in zip(x.tolist(), y.tolist(), hi, lo) if np.isfinite(h) and (f64 or abs(h) < 3.4e38)]
    pathlib.Path(sys.argv[1], f'{op}_{"f64" if f64 else "f32"}.csv').write_text('\n'.join(rows) + '\n')
ops='sin cos expm1 log1p erf erfc pow sinh cosh atan atan2 asin acos exp2 tan exp log tanh logistic rsqrt erf_inv'.split()
if __name__ == '__main__':
    for op in ops:
        for f64 in (False, True):
            job((op, f64))
