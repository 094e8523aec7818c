import sys,subprocess
sys.path.insert(0,'/work/main/bench')
from support.harness import *
from pathlib import Path
c=spool_to_mp3('/tmp/bench-media/clip-300.mp4',Path('/tmp/lab/o.mp3'),sys.argv[1],2)
subprocess.run(['perf','record','-e','context-switches','-c','1','--call-graph','fp','-o','/tmp/lab/cs.data',*map(str,c)],stdout=subprocess.DEVNULL)
