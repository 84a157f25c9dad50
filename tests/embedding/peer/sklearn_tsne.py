"""One t-SNE by scikit-learn (Barnes-Hut) in a process of its own: X.npy START.npy PERPLEXITY ITERATIONS THREADS Y.npy.

Prints one JSON line: seconds on the clock and of the processor of fit_transform, its own divergence, versions and BLAS.
"""
import json
import sys
import time

import numpy
import scipy
import sklearn
from sklearn.manifold import TSNE
from threadpoolctl import threadpool_info, threadpool_limits

points, start, perplexity, iterations, threads, out = sys.argv[1:]
x, first = numpy.load(points), numpy.load(start)
with threadpool_limits(limits=int(threads)):
    blas = [f"{pool['internal_api']} {pool.get('version')} {pool.get('architecture', '')} x{pool['num_threads']}".strip()
            for pool in threadpool_info()]
    tsne = TSNE(perplexity=float(perplexity), max_iter=int(iterations), init=first, learning_rate="auto", n_jobs=int(threads))
    wall, cpu = time.perf_counter(), time.process_time()
    y = tsne.fit_transform(x)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
numpy.save(out, y.astype(numpy.float32))
print(json.dumps({"wall": wall, "cpu": cpu, "kl": float(tsne.kl_divergence_), "iterations": int(tsne.n_iter_),
                  "learning_rate": float(tsne.learning_rate_), "sklearn": sklearn.__version__, "numpy": numpy.__version__,
                  "scipy": scipy.__version__, "blas": blas}))
