"""What officers decide, as functions on registers: offered, declined, accepted, ended.

Each decision makes a new register of one; nothing is written. A home that the rules refuse is
accepted only where every rule that it breaks is named, and somebody can set each of them aside.
"""

from scenarios.decisions._choice import faults_of_choice, position_of
from scenarios.decisions._decided import decided, without_child
from scenarios.decisions._decision import Decision

__all__ = ["Decision", "decided", "faults_of_choice", "position_of", "without_child"]
